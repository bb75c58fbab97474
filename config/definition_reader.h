// Parses one definition again and again, at the price of what has changed in
// it. One thread at a time.
#ifndef AGENDAD_CONFIG_DEFINITION_READER_H_
#define AGENDAD_CONFIG_DEFINITION_READER_H_

#include <memory>

#include "config/definition_parser.h"

namespace agendad::config {

class DefinitionReader {
 public:
  DefinitionReader();
  ~DefinitionReader();
  DefinitionReader(const DefinitionReader&) = delete;
  DefinitionReader& operator=(const DefinitionReader&) = delete;

  // As ParseDefinition(). Where only texts of programs differ from the last
  // call's, the others are the very same objects as in its result.
  ParseResult Parse(const DefinitionSources& sources);

 private:
  struct Kept;
  bool ParseWhatChanged(const DefinitionSources& sources);
  static void KeepObjects(const Kept& before, Kept& now);

  std::unique_ptr<Kept> kept_;
};

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_DEFINITION_READER_H_
