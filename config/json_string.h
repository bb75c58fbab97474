// Text as JSON has it. Pure; any thread.
#ifndef AGENDAD_CONFIG_JSON_STRING_H_
#define AGENDAD_CONFIG_JSON_STRING_H_

#include <string>
#include <string_view>

namespace agendad::config {

// A string of RFC 8259 with its quotes. What is not UTF-8 becomes U+FFFD.
std::string JsonString(std::string_view text);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_JSON_STRING_H_
