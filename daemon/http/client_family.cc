#include "daemon/http/client_family.h"

#include <algorithm>
#include <array>

namespace agendad::daemon::http {
namespace {

struct Sign {
  std::string_view part;  // of what a client says
  ClientFamily family;
};

// The first that is found decides: nearly everybody says "Mozilla/5.0", and
// Outlook also says that it is Office.
constexpr std::array kSigns = {
    // `agendad doctor` asks in the names of all others.
    Sign{"agendad-doctor", ClientFamily::kOther},
    Sign{"Google-Calendar-Importer", ClientFamily::kGoogle},
    Sign{"dataaccessd/", ClientFamily::kApple},
    Sign{"CalendarAgent/", ClientFamily::kApple},
    Sign{"Microsoft Exchange/", ClientFamily::kExchange},
    Sign{"Microsoft.Exchange/", ClientFamily::kExchange},
    Sign{"Microsoft Outlook", ClientFamily::kOutlook},
    Sign{"Microsoft Office/", ClientFamily::kOutlook},
    Sign{"Thunderbird/", ClientFamily::kThunderbird},
    Sign{"Evolution/", ClientFamily::kEvolution},
    Sign{"ICSx5/", ClientFamily::kIcsx5},
    Sign{"DAVx5/", ClientFamily::kIcsx5},
    Sign{"Nextcloud Webcal", ClientFamily::kNextcloud},
    Sign{"vdirsyncer/", ClientFamily::kVdirsyncer},
    Sign{"Mozilla/5.0", ClientFamily::kBrowser},
};

constexpr std::array<std::string_view, kClientFamilies> kNames = {
    "google", "exchange",  "outlook",    "apple",   "thunderbird", "evolution",
    "icsx5",  "nextcloud", "vdirsyncer", "browser", "other"};

}  // namespace

ClientFamily FamilyOf(std::string_view user_agent) {
  const auto* const found =
      std::find_if(kSigns.begin(), kSigns.end(), [&](const Sign& sign) {
        return user_agent.find(sign.part) != std::string_view::npos;
      });
  return found == kSigns.end() ? ClientFamily::kOther : found->family;
}

std::string_view ToText(ClientFamily family) {
  return kNames.at(static_cast<std::size_t>(family));
}

}  // namespace agendad::daemon::http
