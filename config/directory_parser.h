// Reads directory.yaml: bodies, directorates, councillors. One thread.
#ifndef AGENDAD_CONFIG_DIRECTORY_PARSER_H_
#define AGENDAD_CONFIG_DIRECTORY_PARSER_H_

#include "config/diagnostic.h"
#include "config/names.h"
#include "config/node.h"
#include "config/program.h"

namespace agendad::config {

// Adds to `names` what programs may refer to; marks as incomplete what could
// not be read. What is wrong with an entry leaves it out.
Directory ParseDirectory(const Node& root, const FileNames& files, Names& names,
                         Diagnostics& diagnostics);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_DIRECTORY_PARSER_H_
