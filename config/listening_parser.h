// Reads what agendad.yaml says of where the installation is reached: `listen`,
// `tls`, `trusted-proxies` and `connections-per-address`. One thread.
#ifndef AGENDAD_CONFIG_LISTENING_PARSER_H_
#define AGENDAD_CONFIG_LISTENING_PARSER_H_

#include <string_view>

#include "config/diagnostic.h"
#include "config/listening.h"
#include "config/mapping_reader.h"

namespace agendad::config {

// `reader`: of the whole file. `base_url` is its `base-url`, which redirection
// needs. What is absent or wrong (told) stays at its default.
Listening ParseListening(const MappingReader& reader, std::string_view base_url,
                         Diagnostics& diagnostics);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_LISTENING_PARSER_H_
