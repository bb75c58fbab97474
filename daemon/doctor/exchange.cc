#include "daemon/doctor/exchange.h"

#include "daemon/http/grammar.h"

namespace agendad::daemon::doctor {

std::optional<std::string_view> FieldOf(const Exchange& exchange,
                                        std::string_view name) {
  for (const auto& [each, value] : exchange.fields) {
    if (http::EqualsIgnoringCase(each, name)) return value;
  }
  return std::nullopt;
}

}  // namespace agendad::daemon::doctor
