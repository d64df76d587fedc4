#include "golden/streamed_multi_head.hpp"

#include <cmath>
#include <optional>

#include "golden/kinds/families.hpp"
#include "golden/streamed_head.hpp"

namespace golden {

using namespace attention;
using Outputs = std::map<std::string, std::vector<double>>;

namespace {

Matrix columns_of(const Matrix& matrix, std::size_t first, std::size_t count) {
  Matrix part = make_matrix({matrix.shape(0), count});
  for (std::size_t i = 0; i < matrix.shape(0); ++i)
    for (std::size_t j = 0; j < count; ++j) part(i, j) = matrix(i, first + j);
  return part;
}

/// x W^T + b, for a part of the rows of W.
Matrix project(const Matrix& x, const Matrix& weight, std::size_t first, std::size_t count, const Tensor* bias) {
  Matrix result = make_matrix({x.shape(0), count});
  for (std::size_t i = 0; i < x.shape(0); ++i)
    for (std::size_t j = 0; j < count; ++j) {
      double sum = bias == nullptr ? 0.0 : bias->numbers[first + j];
      for (std::size_t d = 0; d < x.shape(1); ++d)
        sum += static_cast<double>(x(i, d)) * static_cast<double>(weight(first + j, d));
      result(i, j) = static_cast<float>(sum);
    }
  return result;
}

/// Of the queries (0), keys (1) or values (2).
Matrix projected(const Case& of, std::size_t which, std::size_t batch) {
  static const std::vector<std::string> inputs{"query", "key", "value"};
  static const std::vector<std::string> weights{"q_proj_weight", "k_proj_weight", "v_proj_weight"};
  const Tensor* x = of.find("x") != nullptr ? of.find("x") : of.find(inputs[which]);
  const std::size_t width = of.attributes.at("embed_dim");
  const Tensor* bias = of.find("in_proj_bias");
  if (const Tensor* all = of.find("in_proj_weight"))
    return project(x->matrix(batch), all->matrix(), which * width, width, bias);
  Matrix result = project(x->matrix(batch), of.find(weights[which])->matrix(), 0, width, nullptr);
  if (bias != nullptr)
    for (std::size_t i = 0; i < result.shape(0); ++i)
      for (std::size_t j = 0; j < width; ++j) result(i, j) += static_cast<float>(bias->numbers[which * width + j]);
  return result;
}

Mask mask_of(const Case& of, std::size_t batch, std::size_t head, Shape shape) {
  Mask mask = make_mask(shape);
  const auto apply = [&mask](const Tensor& tensor, std::size_t index) {
    if (tensor.boolean)
      hide(mask, tensor, index, true);
    else
      hide_infinite(mask, tensor.matrix(index));
  };
  if (const Tensor* attn = of.find("attn_mask"))
    apply(*attn, batch * of.attributes.at("num_heads").get<std::size_t>() + head);
  if (const Tensor* padding = of.find("key_padding_mask")) {
    const Matrix all = padding->matrix();
    Tensor row{{1, all.shape(1)}, {}, padding->boolean};
    for (std::size_t j = 0; j < all.shape(1); ++j) row.numbers.push_back(all(all.shape(0) == 1 ? 0 : batch, j));
    apply(row, 0);
  }
  return mask;
}

}  // namespace

Outputs stream_multi_head(const Case& of, kernels::Architecture architecture) {
  if (of.flag("add_zero_attn") || of.flag("add_bias_kv")) throw NotSupported{"added keys"};
  const std::size_t heads = of.attributes.at("num_heads");
  const Tensor& query = of.find("x") != nullptr ? *of.find("x") : *of.find("query");
  Outputs outputs;
  for (std::size_t b = 0; b < query.matrices(); ++b) {
    const Matrix q = projected(of, 0, b);
    const Matrix k = projected(of, 1, b);
    const Matrix v = projected(of, 2, b);
    const std::size_t width = q.shape(1) / heads;
    Matrix joined = make_matrix({q.shape(0), q.shape(1)});
    for (std::size_t h = 0; h < heads; ++h) {
      const StreamedHead head{columns_of(q, h * width, width), columns_of(k, h * width, width),
                              columns_of(v, h * width, width), mask_of(of, b, h, {q.shape(0), k.shape(0)}),
                              1.0F / std::sqrt(static_cast<float>(width))};
      const Matrix output = attend(head, architecture);
      for (std::size_t i = 0; i < output.shape(0); ++i)
        for (std::size_t j = 0; j < width; ++j) joined(i, h * width + j) = output(i, j);
    }
    const Matrix result =
        project(joined, of.find("out_proj.weight")->matrix(), 0, joined.shape(1), of.find("out_proj.bias"));
    outputs["attn_output"].insert(outputs["attn_output"].end(), flat(result).begin(), flat(result).end());
  }
  return outputs;
}

namespace {

class StreamedOnnx {
 public:
  explicit StreamedOnnx(const Case& of)
      : of_(of),
        flat_(of.find("Q")->shape.size() == 3),
        query_heads_(flat_ ? of.attributes.at("q_num_heads").get<std::size_t>() : of.find("Q")->extent(3)),
        key_heads_(flat_ ? of.attributes.at("kv_num_heads").get<std::size_t>() : of.find("K")->extent(3)) {
    if (of.find("attn_mask") != nullptr) throw NotSupported{"attn_mask"};
  }

  [[nodiscard]] std::vector<double> run(kernels::Architecture architecture) const {
    std::vector<double> numbers;
    for (std::size_t b = 0; b < of_.find("Q")->shape[0]; ++b) {
      std::vector<Matrix> outputs;
      for (std::size_t h = 0; h < query_heads_; ++h) outputs.push_back(attend(head(b, h), architecture));
      if (!flat_) {
        for (const Matrix& output : outputs) numbers.insert(numbers.end(), output.begin(), output.end());
        continue;
      }
      for (std::size_t i = 0; i < outputs[0].shape(0); ++i)
        for (const Matrix& output : outputs)
          for (std::size_t j = 0; j < output.shape(1); ++j) numbers.push_back(output(i, j));
    }
    return numbers;
  }

 private:
  [[nodiscard]] Matrix part(const std::string& name, std::size_t heads, std::size_t b, std::size_t h) const {
    if (!flat_) return of_.find(name)->matrix(b * heads + h);
    const std::size_t width = of_.find(name)->extent(1) / heads;
    return columns_of(of_.find(name)->matrix(b), h * width, width);
  }

  [[nodiscard]] Matrix after_past(const std::string& past, Matrix fresh, std::size_t b, std::size_t h) const {
    if (of_.find(past) == nullptr) return fresh;
    const Matrix before = of_.find(past)->matrix(b * key_heads_ + h);
    Matrix all = make_matrix({before.shape(0) + fresh.shape(0), fresh.shape(1)});
    const auto end = std::ranges::copy(flat(before), flat(all).begin()).out;
    std::ranges::copy(flat(fresh), end);
    return all;
  }

  [[nodiscard]] StreamedHead head(std::size_t b, std::size_t h) const {
    const std::size_t group = h / (query_heads_ / key_heads_);
    StreamedHead head{part("Q", query_heads_, b, h),
                      after_past("past_key", part("K", key_heads_, b, group), b, group),
                      after_past("past_value", part("V", key_heads_, b, group), b, group),
                      {}};
    head.scale = of_.attributes.value("scale", 1.0F / std::sqrt(static_cast<float>(head.queries.shape(1))));
    head.cap = of_.attributes.value("softcap", 0.0F);
    head.mask = mask({head.queries.shape(0), head.keys.shape(0)}, b);
    return head;
  }

  [[nodiscard]] Mask mask(Shape shape, std::size_t b) const {
    const Tensor* filled = of_.find("nonpad_kv_seqlen");
    const auto length =
        static_cast<std::int64_t>(filled == nullptr ? static_cast<double>(shape.columns) : filled->numbers[b]);
    const Tensor* past = of_.find("past_key");
    std::int64_t offset = 0;
    if (past != nullptr)
      offset = static_cast<std::int64_t>(past->extent(2));
    else if (filled != nullptr)
      offset = length - static_cast<std::int64_t>(shape.rows);
    const std::int64_t left = of_.attributes.value("left_window_size", std::int64_t{-1});
    const std::int64_t right = of_.attributes.value("right_window_size", std::int64_t{-1});
    const bool causal = of_.attributes.value("is_causal", 0) != 0;
    Mask mask = make_mask(shape);
    for (std::size_t i = 0; i < shape.rows; ++i)
      for (std::size_t j = 0; j < shape.columns; ++j) {
        const auto key = static_cast<std::int64_t>(j);
        const std::int64_t distance = key - static_cast<std::int64_t>(i) - offset;
        if ((causal && distance > 0) || (left >= 0 && -distance > left) || (right >= 0 && distance > right) ||
            key >= length)
          mask(i, j) = Hidden::free;
      }
    return mask;
  }

  const Case& of_;
  bool flat_;
  std::size_t query_heads_;
  std::size_t key_heads_;
};

}  // namespace

Outputs stream_onnx(const Case& of, kernels::Architecture architecture) {
  return {{"Y", StreamedOnnx(of).run(architecture)}};
}

}  // namespace golden
