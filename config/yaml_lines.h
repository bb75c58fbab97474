// Writes a definition file line by line, as people would. Pure; one thread.
#ifndef AGENDAD_CONFIG_YAML_LINES_H_
#define AGENDAD_CONFIG_YAML_LINES_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace agendad::config {

class YamlLines {
 public:
  // `line` is without its line end.
  void Add(std::string_view line);
  // "key: text", a long text folded on lines below; nothing if it is empty.
  void Add(std::string_view indent, std::string_view key,
           const std::string& text);

  // The number of the line that comes next, from 1.
  std::uint32_t Next() const { return next_; }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
  std::uint32_t next_ = 1;
};

// `text` as a YAML scalar in a flow collection (YAML 1.2, 7.3).
std::string FlowScalar(std::string_view text);

// "[a, b]"
std::string FlowList(const std::vector<std::string>& texts);

// "2h", "90min".
std::string ToText(std::chrono::minutes duration);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_YAML_LINES_H_
