-- What is missing on the tape, and of what it holds only a part. All counts 0: it is whole.
--
-- @column finding VARCHAR: what is missing, or cut
-- @column count BIGINT: how many
-- @column meaning VARCHAR: what that is, and what to do about it
-- @order losses first, then damage, then parts
-- @cost two passes over capture, one over syscall
WITH cut AS (
  SELECT capture_health.*, string_limit,
    (SELECT count(*) FROM capture WHERE flags & 1 <> 0 AND octet_length(data) = string_limit) AS at_string_limit
  FROM capture_health CROSS JOIN tape
)
SELECT finding, count, meaning
FROM (
  SELECT 1 AS place, 'records lost' AS finding, lost_records AS count,
    'the recorder could not write them: table lost says when and why' AS meaning FROM tape
  UNION ALL
  SELECT 2, 'missing end', CASE WHEN end_reason IS NULL THEN 1 ELSE 0 END,
    'the recorder was killed, or is recording still: the last moments are not here' FROM tape
  UNION ALL
  SELECT 3, 'damaged batches', damaged_batches, 'the file was changed or cut after recording' FROM tape
  UNION ALL
  SELECT 4, 'missing batches', missing_batches, 'the file was changed or cut after recording' FROM tape
  UNION ALL
  SELECT 5, 'damaged records', damaged_records, 'skipped: their lengths contradict each other' FROM tape
  UNION ALL
  SELECT 6, 'unknown records', unknown_records, 'made by a newer systape: read the tape with that' FROM tape
  UNION ALL
  SELECT 7, 'stray captures', stray_captures, 'parts of large buffers whose call is missing' FROM tape
  UNION ALL
  SELECT 8, 'unfinished calls', count(*), 'the thread ended inside the call, or recording did'
    FROM unfinished_call WHERE name IS NULL OR name NOT IN ('exit', 'exit_group')
  UNION ALL
  SELECT 9, 'buffers cut', at_string_limit,
    'longer than the string limit of ' || string_limit || ' bytes; record with a larger -s to keep more' FROM cut
  UNION ALL
  SELECT 10, 'captures cut', truncated - at_string_limit, 'longer than what record keeps of anything, whatever -s says' FROM cut
  UNION ALL
  SELECT 11, 'captures late', late, 'read at exit instead of at entry: the call may have changed them' FROM cut
  UNION ALL
  SELECT 12, 'captures not tried', not_tried, 'too many, or too deep: a limit of the recorder' FROM cut
  UNION ALL
  SELECT 13, 'captures unreadable', unreadable, 'the program passed a bad address, or its memory went away' FROM cut
  UNION ALL
  SELECT 14, 'captures incomplete', incomplete, 'their rest is missing on the tape' FROM cut
)
ORDER BY place;
