#include <cmath>

#include "scenario/builder.hpp"
#include "scenario/json.hpp"

namespace attention {

namespace {

/// "0.2,0.7" as [0.2, 0.7]; nothing where that is no JSON. The minus sign may be the typographer's.
Json list_in(std::string token) {
  constexpr std::string_view minus = "\xE2\x88\x92";
  for (std::size_t at = token.find(minus); at != std::string::npos; at = token.find(minus))
    token.replace(at, minus.size(), "-");
  try {
    return parse_json("[" + token + "]");
  } catch (const Error&) {
    return nullptr;
  }
}

[[noreturn]] void throw_wrong(std::size_t index, const std::string& token, std::size_t width) {
  const std::string path = "tokens[" + digits(index) + "]";
  const std::string expected = width == 1 ? "number" : "point x,y";
  throw Error(ErrorCode::wrong_type, path + ": expected " + expected + ", got " + Json(token).dump(), path,
              {{"expected", expected}, {"got", token}});
}

}  // namespace

Value Builder::token_coordinates(std::size_t width, Axis rows) {
  Matrix coordinates = make_matrix({scenario_.tokens.size(), width});
  for (std::size_t i = 0; i < scenario_.tokens.size(); ++i) {
    const std::string& token = scenario_.tokens[i];
    const Json list = list_in(token);
    if (!list.is_array() || list.size() != width) throw_wrong(i, token, width);
    for (std::size_t j = 0; j < width; ++j) {
      if (!list[j].is_number() || std::abs(list[j].number()) > Limits::number) throw_wrong(i, token, width);
      coordinates(i, j) = static_cast<float>(list[j].number());
    }
  }
  return given("embeddings", std::move(coordinates), {Stage::embeddings, rows, Axis::feature}, OperationName::embed);
}

}  // namespace attention
