#include "config/fact_line.h"

#include <gtest/gtest.h>

namespace agendad::config {
namespace {

TEST(FactLine, LeavesOutWhatHasNoValue) {
  EXPECT_EQ(FactLine({{"at", "2024-03-12T17:00:00Z"},
                      {"by", ""},
                      {"when", "{week: 3, month: mar}"}}),
            "- {at: 2024-03-12T17:00:00Z, when: {week: 3, month: mar}}");
}

}  // namespace
}  // namespace agendad::config
