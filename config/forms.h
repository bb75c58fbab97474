// The forms that single values of a definition have: an id, a date, a duration
// and so on, each from text alone. Pure; any thread.
#ifndef AGENDAD_CONFIG_FORMS_H_
#define AGENDAD_CONFIG_FORMS_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "config/program.h"
#include "config/settings.h"

namespace agendad::config {

// How a text becomes a T, and what people are told when it does not:
// "'x' is not <noun>; expected <expected>".
template <typename T>
struct Form {
  std::optional<T> (*parse)(std::string_view text);
  std::string_view noun;
  std::string_view expected;
};

// Years that dates, periods and programs may have.
inline constexpr int kFirstYear = 1970;
inline constexpr int kLastYear = 2199;

// Only digits, without leading zeros; absent above 999999, too.
std::optional<int> ParseNumber(std::string_view text);

std::optional<std::string> ParseId(std::string_view text);
std::optional<std::string> ParseCode(std::string_view text);
std::optional<std::string> ParseShortName(std::string_view text);
std::optional<std::string> ParseLine(std::string_view text);
std::optional<std::string> ParseBaseUrl(std::string_view text);
std::optional<std::string> ParseLink(std::string_view text);
// An absolute path.
std::optional<std::string> ParseFolder(std::string_view text);
std::optional<bool> ParseTruth(std::string_view text);
std::optional<std::chrono::sys_days> ParseDate(std::string_view text);
std::optional<LocalTime> ParseLocalTime(std::string_view text);
std::optional<std::chrono::sys_seconds> ParseInstant(std::string_view text);
std::optional<std::chrono::year> ParseYear(std::string_view text);
std::optional<int> ParseDueLead(std::string_view text);
std::optional<int> ParseWeek(std::string_view text);
std::optional<std::chrono::minutes> ParseSessionDuration(std::string_view text);
std::optional<std::chrono::minutes> ParseRefresh(std::string_view text);
std::optional<std::chrono::minutes> ParseSessionAlarm(std::string_view text);
std::optional<std::chrono::minutes> ParseDeadlineAlarm(std::string_view text);

inline constexpr Form<std::string> kId = {
    ParseId, "an id",
    "lower-case letters a-z, digits and single hyphens between them, at most "
    "64"};
inline constexpr Form<std::string> kCode = {
    ParseCode, "a code", "one line without ',', ';' and '\\'"};
inline constexpr Form<std::string> kShortName = {
    ParseShortName, "a short name",
    "at most 16 characters without ',', ';', '\\' and line breaks"};
inline constexpr Form<std::string> kLine = {ParseLine, "one line",
                                            "a text without line breaks"};
inline constexpr Form<std::string> kText = {
    [](std::string_view text) { return std::optional(std::string(text)); },
    "a text", "a text"};
inline constexpr Form<std::string> kBaseUrl = {
    ParseBaseUrl, "a base address",
    "http:// or https://, a host, maybe a port and a path, and no '/' at the "
    "end, as https://agenda.example.org"};
inline constexpr Form<std::string> kLink = {
    ParseLink, "an address", "http:// or https:// and no spaces"};
inline constexpr Form<std::string> kFolder = {
    ParseFolder, "the absolute path of a folder",
    "a path that begins with '/', as /var/lib/agendad"};
inline constexpr Form<ListenAddress> kListen = {
    ParseListenAddress, "an address to listen at",
    "HOST:PORT as 127.0.0.1:8080 or [::1]:8080, a port from 0 to 65535, or a "
    "Unix socket as unix:/run/agendad/http.sock"};
inline constexpr Form<ListenAddress> kAdmin = {
    ParseAdminAddress, "an address for this machine alone",
    "127.0.0.1:PORT, [::1]:PORT or unix:/path, as only this machine may ask "
    "(it is told of private feeds)"};
inline constexpr Form<bool> kTruth = {ParseTruth, "true or false",
                                      "true or false"};
inline constexpr Form<std::chrono::sys_days> kDate = {
    ParseDate, "a date", "a date as 2024-09-30, from 1970 to 2199"};
inline constexpr Form<std::chrono::sys_seconds> kInstant = {
    ParseInstant, "a time in UTC",
    "a date as 2024-01-31 or a time as 2024-01-31T18:30:00Z, from 1970 to "
    "2199"};
inline constexpr Form<std::chrono::year> kYear = {ParseYear, "a year",
                                                  "a year from 1970 to 2199"};
inline constexpr Form<int> kDueLead = {ParseDueLead, "a number of working days",
                                       "a number from 0 to 60"};
inline constexpr Form<int> kWeek = {ParseWeek, "a week of a month",
                                    "a number from 1 to 5, or last"};
inline constexpr Form<std::chrono::minutes> kSessionDuration = {
    ParseSessionDuration, "a duration",
    "hours and minutes as 90min, 2h or 1h 30min, from 1min to 24h"};
inline constexpr Form<std::chrono::minutes> kRefresh = {
    ParseRefresh, "a time between two fetches",
    "days, hours and minutes as 30min, 1h or 1d, from 15min to 1d"};
inline constexpr Form<std::chrono::minutes> kSessionAlarm = {
    ParseSessionAlarm, "a time before the start",
    "days, hours and minutes as 1d, 2h or 30min, from 1min to 28d"};
inline constexpr Form<std::chrono::minutes> kDeadlineAlarm = {
    ParseDeadlineAlarm, "a time before the day",
    "whole hours before its midnight as 15h, which is at 09:00 on the day "
    "before, from 1h to 28d"};

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_FORMS_H_
