-- Time in calls that can wait, by what they wait for. It is an upper bound: the call itself takes time too, and a read of a file seldom waits.
--
-- @column kind VARCHAR: what is waited for
-- @column calls BIGINT: calls that returned
-- @column total_ns BIGINT [ns]: wall time in all
-- @column percent DOUBLE [%]: share of the wall time of all calls of these kinds
-- @column average_ns BIGINT [ns]: mean wall time
-- @column max_ns BIGINT [ns]: the longest
-- @column threads BIGINT: how many threads waited so
-- @column syscalls VARCHAR: names of the calls
-- @order total_ns, longest first
-- @cost one pass over syscall
WITH kinds (kind, names) AS (
  VALUES
    ('time to pass', ['nanosleep', 'clock_nanosleep', 'clock_nanosleep_time64', 'pause', 'sched_yield']),
    ('another thread', ['futex', 'futex_time64', 'futex_wait', 'futex_waitv']),
    ('readiness', ['poll', 'ppoll', 'ppoll_time64', 'select', 'pselect6', 'pselect6_time64', '_newselect',
      'epoll_wait', 'epoll_pwait', 'epoll_pwait2', 'io_uring_enter', 'io_getevents', 'io_pgetevents']),
    ('a child', ['wait4', 'waitid', 'waitpid', 'vfork']),
    ('a connection', ['accept', 'accept4', 'connect']),
    ('a message', ['recvfrom', 'recvmsg', 'recvmmsg', 'mq_timedreceive', 'msgrcv']),
    ('room to send', ['sendto', 'sendmsg', 'sendmmsg', 'mq_timedsend', 'msgsnd']),
    ('a lock or semaphore', ['flock', 'semop', 'semtimedop', 'semtimedop_time64']),
    ('a signal', ['rt_sigsuspend', 'rt_sigtimedwait', 'rt_sigtimedwait_time64', 'sigsuspend']),
    ('storage', ['fsync', 'fdatasync', 'sync', 'syncfs', 'sync_file_range', 'msync']),
    ('reading', ['read', 'readv', 'pread64', 'preadv', 'preadv2', 'getdents64', 'splice', 'sendfile']),
    ('writing', ['write', 'writev', 'pwrite64', 'pwritev', 'pwritev2'])
), waiting AS (
  SELECT kind, unnest(names) AS name FROM kinds
), by_thread AS (
  SELECT name, tid, count(*) AS calls, sum(duration_ns) AS total_ns, max(duration_ns) AS max_ns
  FROM syscall
  -- Of futex calls FUTEX_WAIT, LOCK_PI, WAIT_BITSET, WAIT_REQUEUE_PI and LOCK_PI2 wait, the others wake.
  WHERE duration_ns IS NOT NULL AND (name NOT IN ('futex', 'futex_time64') OR arg1 & 127 IN (0, 6, 9, 11, 13))
  GROUP BY name, tid
)
SELECT
  w.kind,
  sum(s.calls)::BIGINT AS calls,
  sum(s.total_ns)::BIGINT AS total_ns,
  round(100 * sum(s.total_ns) / greatest(sum(sum(s.total_ns)) OVER (), 1), 2)::DOUBLE AS percent,
  round(sum(s.total_ns) / sum(s.calls))::BIGINT AS average_ns,
  max(s.max_ns) AS max_ns,
  count(DISTINCT s.tid) AS threads,
  string_agg(DISTINCT s.name::VARCHAR, ' ' ORDER BY s.name::VARCHAR) AS syscalls
FROM by_thread s JOIN waiting w ON s.name::VARCHAR = w.name
GROUP BY w.kind
ORDER BY total_ns DESC, w.kind;
