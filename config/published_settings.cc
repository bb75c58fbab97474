#include "config/published_settings.h"

#include <cstdio>
#include <string_view>
#include <vector>

#include "config/settings_parser.h"

namespace agendad::config {
namespace {

std::string InstantText(std::chrono::sys_seconds instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  char text[64];
  std::snprintf(
      text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ",
      static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
      static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
      static_cast<int>(time.minutes().count()),
      static_cast<int>(time.seconds().count()));
  return text;
}

std::string TimesText(const std::vector<std::chrono::minutes>& times,
                      std::chrono::minutes unit, std::string_view name) {
  std::string text = "[";
  for (const auto time : times) {
    if (text.size() > 1) text += ", ";
    text.append(std::to_string(time / unit)).append(name);
  }
  return text + "]";
}

std::string PolicyText(const FeedPolicy& policy) {
  return "{deadlines: " +
         WordFor<DeadlineStyle>(policy.deadlines, kDeadlineStyles) +
         ", conditional: " +
         WordFor<ConditionalStyle>(policy.conditional, kConditionalStyles) +
         ", cancelled: " +
         WordFor<CancelledStyle>(policy.cancelled, kCancelledStyles) +
         ", most-a-day: " + std::to_string(policy.most_a_day) +
         ", visibility: " +
         WordFor<Visibility>(policy.visibility, kVisibilities) +
         ", alarms: {sessions: " +
         TimesText(policy.alarms.sessions, std::chrono::minutes(1), "min") +
         ", deadlines: " +
         TimesText(policy.alarms.deadlines, std::chrono::hours(1), "h") + "}}";
}

std::string NoticesText(const std::vector<int>& leads) {
  std::string text;
  for (const int lead : leads) {
    text += (text.empty() ? "" : ", ") + std::to_string(lead);
  }
  return "[" + text + "]";
}

}  // namespace

std::string PublishedSettings(const Settings& settings) {
  std::string text =
      "language: " + WordFor<Language>(settings.language, kLanguages) +
      "\nrefresh: " + std::to_string(settings.refresh_interval.count()) +
      "min\n";
  if (settings.revised) {
    text += "revised: " + InstantText(*settings.revised) + "\n";
  }
  text +=
      "keep-cancelled: " + std::to_string(settings.keep_cancelled.count()) +
      "d\nkeep-programs: " + std::to_string(settings.keep_programs.count()) +
      "\nnotices: " + NoticesText(settings.notices) + "\nfeeds:\n";
  for (std::size_t kind = 0; kind < kFeedKinds; ++kind) {
    text += "  " + std::string(kFeedKindKeys[kind]) + ": " +
            PolicyText(settings.feeds[kind]) + "\n";
  }
  return text;
}

}  // namespace agendad::config
