#include "config/published_settings.h"

#include <cassert>
#include <cstdio>
#include <span>

#include "config/settings_parser.h"

namespace agendad::config {
namespace {

template <typename T>
std::string WordFor(T value, std::span<const Word<T>> words) {
  for (const Word<T>& word : words) {
    if (word.value == value) return std::string(word.text);
  }
  assert(false);
  return {};
}

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

std::string PolicyText(const FeedPolicy& policy) {
  return "{deadlines: " +
         WordFor<DeadlineStyle>(policy.deadlines, kDeadlineStyles) +
         ", conditional: " +
         WordFor<ConditionalStyle>(policy.conditional, kConditionalStyles) +
         ", cancelled: " +
         WordFor<CancelledStyle>(policy.cancelled, kCancelledStyles) + "}";
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
  text += "keep-cancelled: " + std::to_string(settings.keep_cancelled.count()) +
          "d\nfeeds:\n";
  for (std::size_t kind = 0; kind < kFeedKinds; ++kind) {
    text += "  " + std::string(kFeedKindKeys[kind]) + ": " +
            PolicyText(settings.feeds[kind]) + "\n";
  }
  return text;
}

}  // namespace agendad::config
