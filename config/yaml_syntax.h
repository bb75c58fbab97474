// What people are told when a file is not YAML. Pure; any thread.
#ifndef AGENDAD_CONFIG_YAML_SYNTAX_H_
#define AGENDAD_CONFIG_YAML_SYNTAX_H_

#include <string_view>

#include "config/wording.h"

namespace agendad::config {

// In words for somebody who does not know YAML, what yaml-cpp's `message`
// means; the message itself if it is none that we know.
Fault ExplainSyntaxError(std::string_view message);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_YAML_SYNTAX_H_
