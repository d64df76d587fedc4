#include "attention.hpp"
#include "golden/kinds/families.hpp"

// Positions: sinusoidal, and ONNX's RotaryEmbedding.

namespace golden {

using namespace attention;

namespace {

Built sinusoidal(const Case& of) {
  Built built;
  const SinusoidalOptions options{
      of.attributes.at("layout") == "halves" ? SinusoidalLayout::halves : SinusoidalLayout::interleaved,
      of.attributes.at("base"), of.attributes.at("offset")};
  built.outputs["pe"] = {
      sinusoidal_positions(built.graph, {of.attributes.at("length"), of.attributes.at("d_model")}, options)};
  return built;
}

/// The caches' rows of one sequence: those of its positions, or those that were given for it.
Matrix angles(const Case& of, const std::string& cache, std::size_t batch, Shape size) {
  const Tensor* ids = of.find("position_ids");
  const Matrix given = of.find(cache)->matrix(ids == nullptr ? batch : 0);
  Matrix result = make_matrix(size);
  for (std::size_t i = 0; i < size.rows; ++i) {
    const std::size_t row = ids == nullptr ? i : static_cast<std::size_t>(ids->matrix()(batch, i));
    for (std::size_t p = 0; p < size.columns; ++p) result(i, p) = given(row, p);
  }
  return result;
}

Built rotary_embedding(const Case& of) {
  Built built;
  Graph& graph = built.graph;
  const Tensor& input = *of.find("input");
  const bool flat = input.shape.size() == 3;
  const std::size_t heads = flat ? of.attributes.value("num_heads", std::size_t{1}) : input.extent(3);
  const std::size_t width = input.extent(1) / (flat ? heads : 1);
  const std::size_t part = of.attributes.value("rotary_embedding_dim", std::size_t{0});
  const Shape size{input.extent(2), (part == 0 ? width : part) / 2};
  for (std::size_t b = 0; b < input.shape[0]; ++b) {
    const Rotary rotary{graph.given(angles(of, "cos_cache", b, size), {}),
                        graph.given(angles(of, "sin_cache", b, size), {}), of.attributes.value("interleaved", 0) != 0};
    std::vector<Value> turned;
    for (std::size_t h = 0; h < heads; ++h) {
      const Value x = flat ? graph.add(operations::slice_columns(h * width, width), {built.leaf(of, "input", b)}, {})
                           : built.leaf(of, "input", b * heads + h);
      turned.push_back(rotate(graph, x, rotary, {}));
    }
    std::vector<Value>& output = built.outputs["output"];
    if (flat)
      output.push_back(graph.add(operations::concatenate_columns(), turned, {}));
    else
      output.insert(output.end(), turned.begin(), turned.end());
  }
  return built;
}

}  // namespace

Kinds position_kinds() {
  return {
      {"posenc_sinusoidal", sinusoidal},
      {"std_rotary", rotary_embedding},
      {"onnx_rotary_embedding", rotary_embedding},
  };
}

}  // namespace golden
