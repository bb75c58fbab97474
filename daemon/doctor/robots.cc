#include "daemon/doctor/robots.h"

#include <algorithm>
#include <vector>

#include "daemon/http/grammar.h"

namespace agendad::daemon::doctor {
namespace {

// Without recursion: the text is a stranger's.
bool Matches(std::string_view pattern, std::string_view path) {
  const bool is_anchored = pattern.ends_with('$');
  if (is_anchored) pattern.remove_suffix(1);
  std::size_t at = 0;
  bool is_first = true;
  while (true) {
    const auto star = pattern.find('*');
    const std::string_view part = pattern.substr(0, star);
    const bool is_last = star == std::string_view::npos;
    if (is_last && is_anchored && !is_first) {
      return path.size() >= at + part.size() && path.ends_with(part);
    }
    const auto found = is_first ? (path.starts_with(part) ? 0 : path.npos)
                                : path.find(part, at);
    if (found == std::string_view::npos) return false;
    at = found + part.size();
    if (is_last) return !is_anchored || at == path.size();
    pattern.remove_prefix(star + 1);
    is_first = false;
  }
}

struct Rule {
  bool allows;
  std::string_view pattern;
};

// Those of all groups that name `agent`; `is_named` if there is any.
std::vector<Rule> RulesFor(std::string_view robots, std::string_view agent,
                           bool& is_named) {
  std::vector<Rule> rules;
  bool counts = false;
  bool is_in_names = false;
  is_named = false;
  while (!robots.empty()) {
    const auto end = std::min(robots.find_first_of("\r\n"), robots.size());
    std::string_view line = robots.substr(0, end);
    robots.remove_prefix(std::min(end + 1, robots.size()));
    line = line.substr(0, line.find('#'));
    const std::string_view name = http::TakeUntil(':', line);
    const std::string_view value = http::Trim(line);
    const bool is_agent = http::EqualsIgnoringCase(name, "User-agent");
    if (is_agent) {
      if (!is_in_names) counts = false;
      counts = counts || http::EqualsIgnoringCase(value, agent);
      is_named = is_named || counts;
    }
    const bool allows = http::EqualsIgnoringCase(name, "Allow");
    const bool is_rule = allows || http::EqualsIgnoringCase(name, "Disallow");
    if (is_agent || is_rule) is_in_names = is_agent;
    if (is_rule && counts && !value.empty()) rules.push_back({allows, value});
  }
  return rules;
}

}  // namespace

bool Allows(std::string_view robots, std::string_view agent,
            std::string_view path) {
  bool is_named = false;
  auto rules = RulesFor(robots, agent, is_named);
  if (!is_named) rules = RulesFor(robots, "*", is_named);
  bool allows = true;
  std::size_t longest = 0;
  for (const auto& rule : rules) {
    const auto length = rule.pattern.size();
    if (length < longest || !Matches(rule.pattern, path)) continue;
    allows = length > longest ? rule.allows : allows || rule.allows;
    longest = length;
  }
  return allows;
}

}  // namespace agendad::daemon::doctor
