-- Processes under those that created them: what they ran, how long, and how they ended.
--
-- @column depth INTEGER: generations above it on the tape
-- @column pid INTEGER: process
-- @column parent_pid INTEGER: its parent; NULL: not recorded
-- @column began_s DOUBLE [s]: since recording began
-- @column seconds DOUBLE [s]: how long it lived; NULL: it did not end while recorded
-- @column ended VARCHAR: exit and its status, or the signal that killed it; NULL: it did not end while recorded
-- @column command VARCHAR: what it ran last, its parent's program where it executed none, or its name; NULL: not recorded
-- @order the tree: a process before its children, these by their begin
-- @cost process alone
SELECT
  tree.depth,
  tree.pid,
  tree.parent_pid,
  round((tree.begin_ns - tape.monotonic_ns) / 1e9, 6) AS began_s,
  round((tree.end_ns - tree.begin_ns) / 1e9, 6) AS seconds,
  coalesce('exit ' || tree.exit_code, 'killed by signal ' || tree.exit_signal) AS ended,
  tree.command
FROM process_tree tree
  CROSS JOIN tape
ORDER BY tree.branch, tree.pid;
