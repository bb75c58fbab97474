#include <array>

#include "daemon/doctor/checks.h"

namespace agendad::daemon::doctor {
namespace {

constexpr Check kScheme = {"url-scheme", "P25"};
constexpr Check kLength = {"url-length", "P23"};
constexpr Check kUrlCharacters = {"url-characters", "P22"};
constexpr Check kUrlName = {"url-name", "P21"};
constexpr Check kParts = {"url-parts", "P5"};

constexpr std::size_t kLongestForGoogle = 116;

constexpr std::array<std::string_view, 9> kSecrets = {
    "token=", "key=",    "secret=",       "password=", "pass=",
    "auth=",  "apikey=", "access_token=", "sig="};

bool IsPlain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') ||
         std::string_view("._~-/").find(c) != std::string_view::npos;
}

void CheckScheme(const Url& asked, Findings& findings) {
  if (asked.was_webcal) {
    findings.Add(Level::kNote, kScheme,
                 "webcal:// is looked at as https://; Thunderbird, Evolution "
                 "and ICSx5 make http:// of it",
                 "Also answer on port 80, with 308 to https");
  } else if (asked.is_https) {
    findings.Ok(kScheme, "The address is https");
  } else {
    findings.Add(Level::kWarning, kScheme,
                 "The address is http: anybody on the way can read and change "
                 "the calendar",
                 "Serve it over https, and publish that address");
  }
}

void CheckQuery(const Url& asked, Findings& findings) {
  const std::string query = "&" + std::string(QueryOf(asked));
  for (const auto secret : kSecrets) {
    if (query.find("&" + std::string(secret)) == std::string::npos) continue;
    return findings.Add(
        Level::kWarning, kUrlCharacters,
        "The query has '" + std::string(secret) +
            "...': logs and proxies keep queries, and some readers drop them",
        "Put the secret into the path");
  }
  if (query.size() > 1) {
    return findings.Add(Level::kWarning, kUrlCharacters,
                        "The address has a query: some readers decode it "
                        "twice or drop it",
                        "Publish an address without '?'");
  }
  for (const char c : asked.target) {
    if (IsPlain(c)) continue;
    return findings.Add(
        Level::kWarning, kUrlCharacters,
        std::string("The path has '") + c + "': some readers decode it twice",
        "Use only letters, digits and ._~-/");
  }
  findings.Ok(kUrlCharacters, "The path has plain characters only");
}

}  // namespace

void CheckUrl(const Url& asked, Findings& findings) {
  CheckScheme(asked, findings);
  const auto length = ToText(asked).size();
  if (length > kLongestForGoogle) {
    findings.Add(Level::kWarning, kLength,
                 "The address has " + std::to_string(length) +
                     " characters; Google has been seen to refuse more than " +
                     std::to_string(kLongestForGoogle),
                 "Publish a shorter one");
  } else {
    findings.Ok(kLength,
                "The address has " + std::to_string(length) + " characters");
  }
  CheckQuery(asked, findings);
  if (PathOf(asked).ends_with(".ics")) {
    findings.Ok(kUrlName, "The path ends with .ics");
  } else {
    findings.Add(Level::kWarning, kUrlName,
                 "The path does not end with .ics: Google has refused such "
                 "addresses, and Thunderbird names the calendar by its end",
                 "Publish an address that ends with NAME.ics");
  }
  if (!asked.user_info.empty()) {
    findings.Add(Level::kError, kParts,
                 "The address has a user before '@': Google and Outlook do not "
                 "log in",
                 "Publish an address without user and password");
  }
  if (!asked.fragment.empty()) {
    findings.Add(Level::kNote, kParts,
                 "What follows '#' never reaches the server", "Leave it out");
  }
}

}  // namespace agendad::daemon::doctor
