// What the HTTP threads have counted together. Values; any thread.
#ifndef AGENDAD_DAEMON_HTTP_TRAFFIC_TOTALS_H_
#define AGENDAD_DAEMON_HTTP_TRAFFIC_TOTALS_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "daemon/http/client_family.h"
#include "feeds/representation.h"

namespace agendad::daemon::http {

// What stands for the link where there is none: "/", what does not exist.
inline constexpr std::string_view kNoLink = "-";

// Those that are counted one by one.
inline constexpr std::array<int, 7> kStatuses = {200, 304, 308, 404,
                                                 410, 500, 503};

struct RefusalName {
  int status;
  std::string_view name;
};
inline constexpr std::array<RefusalName, 7> kRefusals = {{
    {400, "malformed"},
    {405, "method"},
    {408, "timeout"},
    {413, "body"},
    {414, "target_too_long"},
    {431, "fields_too_large"},
    {505, "version"},
}};

// How a connection came to its end.
enum class ConnectionEnd {
  kDone,           // by the client, or with the last answer
  kIdle,           // nothing came for too long
  kWriteDeadline,  // the client did not take its answer
  kRefused,        // after a refusal
};
inline constexpr std::size_t kConnectionEnds = 4;
inline constexpr std::array<std::string_view, kConnectionEnds>
    kConnectionEndNames = {"done", "idle", "write_deadline", "refused"};

// Upper bounds of how long an answer may take, each included.
inline constexpr std::array<std::chrono::microseconds, 13> kDurations = {
    std::chrono::microseconds(50),     std::chrono::microseconds(100),
    std::chrono::microseconds(250),    std::chrono::microseconds(500),
    std::chrono::microseconds(1000),   std::chrono::microseconds(2500),
    std::chrono::microseconds(5000),   std::chrono::microseconds(10'000),
    std::chrono::microseconds(50'000), std::chrono::microseconds(250'000),
    std::chrono::seconds(1),           std::chrono::seconds(5),
    std::chrono::seconds(30)};

// The last time that a kind of client was given a link's feed, or was told that
// it has it.
struct Fetch {
  std::chrono::sys_seconds time{};  // 1970: never
  std::uint64_t mark = 0;           // ContentMark() of what it has since then
  std::chrono::steady_clock::rep moment = 0;  // tells which is the last
};

struct LinkTotals {
  std::array<std::uint64_t, kStatuses.size() + 1> answers{};
  std::array<Fetch, kClientFamilies> fetches{};
};

struct TrafficTotals {
  std::map<std::string, LinkTotals> links;
  std::uint64_t opened = 0;
  std::array<std::uint64_t, kConnectionEnds> closed{};
  std::uint64_t accept_failures = 0;
  std::uint64_t crowded = 0;  // closed at once: their address has its share
  std::array<std::uint64_t, kRefusals.size() + 1> refused{};
  std::array<std::uint64_t, feeds::kContentCodings> body_octets{};
  std::uint64_t octets = 0;  // heads and bodies of answers
  std::array<std::uint64_t, kDurations.size() + 1> durations{};
  std::chrono::microseconds duration{0};
  std::uint64_t lost_accesses = 0;
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_TRAFFIC_TOTALS_H_
