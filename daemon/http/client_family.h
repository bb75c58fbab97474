// Which calendar program asks, by what it says about itself (User-Agent, RFC
// 9110 10.1.5). For those who want to know whom a change has reached; no answer
// depends on it (P1, P5). Pure; any thread.
#ifndef AGENDAD_DAEMON_HTTP_CLIENT_FAMILY_H_
#define AGENDAD_DAEMON_HTTP_CLIENT_FAMILY_H_

#include <cstddef>
#include <string_view>

namespace agendad::daemon::http {

enum class ClientFamily {
  kGoogle,
  kExchange,  // Outlook on the web, and Microsoft 365
  kOutlook,   // on a desktop
  kApple,
  kThunderbird,
  kEvolution,  // and what else uses its data server, as GNOME Calendar
  kIcsx5,      // and DAVx5, which hands subscriptions to it
  kNextcloud,
  kVdirsyncer,
  kBrowser,
  kOther,  // says something else, or nothing
};
inline constexpr std::size_t kClientFamilies = 11;

ClientFamily FamilyOf(std::string_view user_agent);

// "google", "exchange", ...: for metrics and logs.
std::string_view ToText(ClientFamily family);

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_CLIENT_FAMILY_H_
