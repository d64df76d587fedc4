#include "text/embed.hpp"

#include "text/random.hpp"

namespace attention {

Matrix embed(std::span<const std::string> tokens, std::uint32_t seed, std::size_t width) {
  Matrix vectors = make_matrix({tokens.size(), width});
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Random random(seed, "token:" + tokens[i]);
    for (float& number : row_of(vectors, i)) number = random.normal();
  }
  return vectors;
}

Matrix draw(std::uint32_t seed, std::string_view name, Shape shape, float deviation) {
  Matrix parameter = make_matrix(shape);
  Random random(seed, std::string("parameter:").append(name));
  for (float& number : flat(parameter)) number = deviation * random.normal();
  return parameter;
}

Matrix draw_uniform(std::uint32_t seed, std::string_view name, Shape shape) {
  Matrix numbers = make_matrix(shape);
  Random random(seed, std::string("uniform:").append(name));
  for (float& number : flat(numbers)) number = static_cast<float>(random.next() >> 40U) * 0x1p-24F;
  return numbers;
}

}  // namespace attention
