-- wrk: each request the next of a list, written by scripts/bench as one Lua table per thread.
-- The table's rows are {method, path, body, token}; a thread's connections share its list.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  local rows = dofile(arguments[1] .. "." .. number)
  requests = {}
  for at, row in ipairs(rows) do
    local headers = {}
    if row[3] then headers["Content-Type"] = "application/json" end
    if row[4] then headers["Authorization"] = "Bearer " .. row[4] end
    if row[5] then headers[row[5]] = row[6] end
    requests[at] = wrk.format(row[1], row[2], headers, row[3])
  end
  at = 0
end

function request()
  at = at % #requests + 1
  return requests[at]
end

-- Microseconds; one line that scripts/bench reads.
function done(summary, latency, all)
  local errors = summary.errors
  io.write(string.format(
    "RESULT {\"requests\": %d, \"micros\": %d, \"p50\": %d, \"p99\": %d, \"refused\": %d, \"broken\": %d}\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
