#include "daemon/error_text.h"

#include <gtest/gtest.h>

#include <exception>
#include <stdexcept>

namespace agendad::daemon {
namespace {

TEST(ErrorText, IsTheMessageOfAPlainException) {
  EXPECT_EQ(ErrorText(std::runtime_error("no room")), "no room");
}

TEST(ErrorText, TellsWhatIsNestedOutermostFirst) {
  try {
    try {
      try {
        throw std::runtime_error("no room");
      } catch (...) {
        std::throw_with_nested(std::runtime_error("cannot write feed.ics"));
      }
    } catch (...) {
      std::throw_with_nested(std::runtime_error("render failed"));
    }
  } catch (const std::exception& error) {
    EXPECT_EQ(ErrorText(error),
              "render failed: cannot write feed.ics: no room");
  }
}

TEST(ErrorText, SaysSoOfWhatIsNoException) {
  try {
    try {
      throw 1;
    } catch (...) {
      std::throw_with_nested(std::runtime_error("outer"));
    }
  } catch (const std::exception& error) {
    EXPECT_EQ(ErrorText(error), "outer: unknown error");
  }
}

}  // namespace
}  // namespace agendad::daemon
