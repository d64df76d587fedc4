#include <cmath>
#include <limits>

#include "attention.hpp"
#include "golden/kinds/families.hpp"

// ONNX's Attention: grouped queries, past keys, soft cap, windows, and the scores at any stage.

namespace golden {

using namespace attention;

namespace {

class OnnxAttention {
 public:
  explicit OnnxAttention(const Case& of)
      : of_(of),
        flat_(of.find("Q")->shape.size() == 3),
        batches_(of.find("Q")->shape[0]),
        query_heads_(flat_ ? of.attributes.at("q_num_heads").get<std::size_t>() : of.find("Q")->extent(3)),
        key_heads_(flat_ ? of.attributes.at("kv_num_heads").get<std::size_t>() : of.find("K")->extent(3)) {
    cap_ = of.attributes.value("softcap", 0.0F);
    if (of.attributes.contains("scale")) scale_ = of.attributes.at("scale").get<float>();
  }

  Built build() {
    for (std::size_t b = 0; b < batches_; ++b) {
      std::vector<Value> keys;
      std::vector<Value> values;
      for (std::size_t h = 0; h < key_heads_; ++h) {
        keys.push_back(after_past("past_key", head("K", key_heads_, b, h), b, h));
        values.push_back(after_past("past_value", head("V", key_heads_, b, h), b, h));
      }
      append("present_key", keys);
      append("present_value", values);
      std::vector<Value> outputs;
      for (std::size_t h = 0; h < query_heads_; ++h) {
        const std::size_t group = h / (query_heads_ / key_heads_);
        outputs.push_back(attend_head(b, h, keys[group], values[group]));
      }
      if (flat_) outputs = {graph().add(operations::concatenate_columns(), outputs, {})};
      append("Y", outputs);
    }
    return std::move(built_);
  }

 private:
  Graph& graph() { return built_.graph; }

  void append(const std::string& name, const std::vector<Value>& values) {
    std::vector<Value>& output = built_.outputs[name];
    output.insert(output.end(), values.begin(), values.end());
  }

  Value head(const std::string& name, std::size_t heads, std::size_t b, std::size_t h) {
    if (!flat_) return built_.leaf(of_, name, b * heads + h);
    const std::size_t width = of_.find(name)->extent(1) / heads;
    return graph().add(operations::slice_columns(h * width, width), {built_.leaf(of_, name, b)}, {});
  }

  Value after_past(const std::string& past, Value fresh, std::size_t b, std::size_t h) {
    if (of_.find(past) == nullptr) return fresh;
    return graph().add(operations::concatenate_rows(), {built_.leaf(of_, past, b * key_heads_ + h), fresh}, {});
  }

  Value attend_head(std::size_t b, std::size_t h, Value keys, Value values) {
    const Value queries = head("Q", query_heads_, b, h);
    const Shape size{graph().shape(queries).rows, graph().shape(keys).rows};
    AttendOptions options;
    if (cap_ > 0) options.soft_cap = cap_;
    Mask mask = make_mask(size);
    restrict(mask, b);
    if (const Tensor* given = of_.find("attn_mask")) options.bias = apply(*given, mask, b, h);
    options.mask = add_mask(graph(), mask);
    const Attention result = attend(graph(), queries, keys, values, ScaledDotScore{scale_}, options);
    append("qk_matmul_output", {stage(result)});
    return result.output;
  }

  Value stage(const Attention& result) {
    switch (of_.attributes.value("qk_matmul_output_mode", 0)) {
      case 0:
        return result.scores;
      case 1:
        return cap_ > 0 ? graph().add(operations::soft_cap(cap_), {result.scores}, {}) : result.scores;
      case 2:
        return result.logits;
      default:
        return result.weights;
    }
  }

  /// Hides what is_causal, the windows and nonpad_kv_seqlen hide.
  void restrict(Mask& mask, std::size_t b) const {
    const Tensor* filled = of_.find("nonpad_kv_seqlen");
    const Tensor* past = of_.find("past_key");
    const auto rows = static_cast<std::int64_t>(mask.shape(0));
    const auto length = filled == nullptr ? 0 : static_cast<std::int64_t>(filled->numbers[b]);
    const std::int64_t offset =
        past != nullptr ? static_cast<std::int64_t>(past->extent(2)) : (filled != nullptr ? length - rows : 0);
    const std::int64_t left = of_.attributes.value("left_window_size", std::int64_t{-1});
    const std::int64_t right = of_.attributes.value("right_window_size", std::int64_t{-1});
    const bool causal = of_.attributes.value("is_causal", 0) != 0;
    for (std::size_t i = 0; i < mask.shape(0); ++i)
      for (std::size_t j = 0; j < mask.shape(1); ++j) {
        const std::int64_t position = static_cast<std::int64_t>(i) + offset;
        const auto key = static_cast<std::int64_t>(j);
        if (causal && key > position) mask(i, j) = Hidden::causal;
        if ((left >= 0 && key < position - left) || (right >= 0 && key > position + right)) mask(i, j) = Hidden::window;
        if (filled != nullptr && key >= length) mask(i, j) = Hidden::padding;
      }
  }

  /// Hides where attn_mask is false, -infinity, or too short; what it adds elsewhere is the bias.
  std::optional<Value> apply(const Tensor& given, Mask& mask, std::size_t b, std::size_t h) {
    Matrix bias = make_matrix(shape_of(mask));
    for (std::size_t i = 0; i < mask.shape(0); ++i)
      for (std::size_t j = 0; j < mask.shape(1); ++j) {
        const double number = j < given.extent(1) ? at(given, b, h, i, j) : -std::numeric_limits<double>::infinity();
        const bool hidden = given.boolean ? number != 1.0 : std::isinf(number) && number < 0;
        if (hidden)
          mask(i, j) = Hidden::free;
        else if (!given.boolean)
          bias(i, j) = static_cast<float>(number);
      }
    if (given.boolean) return std::nullopt;
    return graph().given(std::move(bias), {});
  }

  /// The number of a tensor of up to four dimensions that stands for [B, H, L, S].
  static double at(const Tensor& tensor, std::size_t b, std::size_t h, std::size_t i, std::size_t j) {
    const std::array index{j, i, h, b};
    std::size_t place = 0;
    std::size_t stride = 1;
    for (std::size_t d = 0; d < tensor.shape.size(); ++d) {
      if (tensor.extent(d + 1) > 1) place += index.at(d) * stride;
      stride *= tensor.extent(d + 1);
    }
    return tensor.numbers[place];
  }

  const Case& of_;
  bool flat_;
  std::size_t batches_;
  std::size_t query_heads_;
  std::size_t key_heads_;
  float cap_ = 0.0F;
  std::optional<float> scale_;
  Built built_;
};

Built attention_node(const Case& of) { return OnnxAttention(of).build(); }

}  // namespace

Kinds onnx_attention_kinds() {
  return {
      {"std_attention", attention_node},
      {"onnx_attention", attention_node},
      {"onnx_flex_attention", attention_node},
  };
}

}  // namespace golden
