// Writes a fact as one line of a facts file. Pure; any thread.
#ifndef AGENDAD_CONFIG_FACT_LINE_H_
#define AGENDAD_CONFIG_FACT_LINE_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace agendad::config {

// A key, and its value as YAML: FlowScalar() of a text, or a flow collection.
using FactField = std::pair<std::string_view, std::string>;

// "- {at: 2024-03-12T17:00:00Z, item: informe}", without a line end. Fields
// without a value are left out.
std::string FactLine(const std::vector<FactField>& fields);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_FACT_LINE_H_
