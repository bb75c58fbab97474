#include "daemon/http/client_family.h"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

namespace agendad::daemon::http {
namespace {

TEST(ClientFamily, Rows) {
  const struct {
    std::string_view user_agent;
    ClientFamily family;
  } rows[] = {
      {"Google-Calendar-Importer", ClientFamily::kGoogle},
      {"Mozilla/5.0 (compatible; Google-Calendar-Importer)",
       ClientFamily::kGoogle},
      {"Google-Calendar-Importer agendad-doctor", ClientFamily::kOther},
      {"Microsoft Exchange/15.20 (Windows NT 10.0; Win64; x64)",
       ClientFamily::kExchange},
      {"Microsoft.Exchange/15.20 (Windows NT 10.0; Win64; x64)",
       ClientFamily::kExchange},
      {"Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook "
       "16.0.16327; Pro)",
       ClientFamily::kOutlook},
      {"Microsoft Office/16.0 (Windows NT 10.0; 16.0.16327; Pro)",
       ClientFamily::kOutlook},
      {"macOS/13.4 (22F66) dataaccessd/1.0", ClientFamily::kApple},
      {"iOS/18.0 (22A3354) dataaccessd/1.0", ClientFamily::kApple},
      {"Mac OS X/10.11.6 (15G22010) CalendarAgent/361.2", ClientFamily::kApple},
      {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 "
       "Thunderbird/128.5.0",
       ClientFamily::kThunderbird},
      {"Evolution/3.46.4", ClientFamily::kEvolution},
      {"ICSx5/2.4 (ical4j/4.x okhttp/5.3.2 Android/15)", ClientFamily::kIcsx5},
      {"DAVx5/4.4.5-ose (dav4jvm; okhttp/4.12.0) Android/15",
       ClientFamily::kIcsx5},
      {"Nextcloud Webcal Service", ClientFamily::kNextcloud},
      {"vdirsyncer/0.19.0", ClientFamily::kVdirsyncer},
      {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 "
       "Firefox/128.0",
       ClientFamily::kBrowser},
      {"curl/7.88.1", ClientFamily::kOther},
      {"", ClientFamily::kOther},
      {"google", ClientFamily::kOther},
      {"MICROSOFT EXCHANGE/15", ClientFamily::kOther},
  };
  for (const auto& [user_agent, family] : rows) {
    EXPECT_EQ(FamilyOf(user_agent), family) << user_agent;
  }
}

TEST(ClientFamily, HasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kClientFamilies; ++i) {
    names.insert(ToText(static_cast<ClientFamily>(i)));
  }
  EXPECT_EQ(names.size(), kClientFamilies);
  EXPECT_EQ(names.count(""), 0u);
  EXPECT_EQ(ToText(ClientFamily::kGoogle), "google");
  EXPECT_EQ(ToText(ClientFamily::kOther), "other");
}

}  // namespace
}  // namespace agendad::daemon::http
