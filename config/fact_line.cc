#include "config/fact_line.h"

namespace agendad::config {

std::string FactLine(const std::vector<FactField>& fields) {
  std::string line = "- {";
  bool is_first = true;
  for (const auto& [key, value] : fields) {
    if (value.empty()) continue;
    if (!is_first) line += ", ";
    is_first = false;
    line.append(key).append(": ").append(value);
  }
  return line + "}";
}

}  // namespace agendad::config
