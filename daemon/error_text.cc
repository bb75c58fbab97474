#include "daemon/error_text.h"

namespace agendad::daemon {

std::string ErrorText(const std::exception& error) {
  std::string text = error.what();
  try {
    std::rethrow_if_nested(error);
  } catch (const std::exception& inner) {
    text += ": " + ErrorText(inner);
  } catch (...) {
    text += ": unknown error";
  }
  return text;
}

}  // namespace agendad::daemon
