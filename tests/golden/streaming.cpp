#include "golden/streaming.hpp"

#include <cmath>

#include "golden/kinds/families.hpp"
#include "golden/streamed_head.hpp"
#include "golden/streamed_multi_head.hpp"
#include "mechanisms/mask.hpp"

namespace golden {

using namespace attention;
using Outputs = std::map<std::string, std::vector<double>>;

namespace {

void append(std::vector<double>& numbers, const Matrix& matrix) {
  numbers.insert(numbers.end(), flat(matrix).begin(), flat(matrix).end());
}

float default_scale(const Matrix& queries) { return 1.0F / std::sqrt(static_cast<float>(queries.shape(1))); }

Outputs key_value(const Case& of, kernels::Architecture architecture) {
  const std::string score = of.attributes.at("score");
  if (score != "dot" && score != "scaled_dot") throw NotSupported{"score " + score};
  if (of.flag("tied")) throw NotSupported{"tied inputs"};
  for (const std::string extra : {"cot.weights", "cot.scores"})
    if (of.find(extra) != nullptr) throw NotSupported{"the gradient of the weights"};
  Outputs outputs;
  for (std::size_t b = 0; b < of.find("q")->matrices(); ++b) {
    StreamedHead head{of.find("q")->matrix(b), of.find("k")->matrix(b), of.find("v")->matrix(b), {}};
    if (score == "scaled_dot") head.scale = default_scale(head.queries);
    head.mask = make_mask({head.queries.shape(0), head.keys.shape(0)});
    if (const Tensor* mask = of.find("mask")) hide(head.mask, *mask, b, true);
    if (const Tensor* bias = of.find("bias")) hide_infinite(head.mask, bias->matrix(b));
    append(outputs["context"], attend(head, architecture));
    if (const Tensor* given = of.find("cot.context")) {
      const StreamedGradients gradients = differentiate(head, given->matrix(b), architecture);
      append(outputs["grad.q"], gradients.queries);
      append(outputs["grad.k"], gradients.keys);
      append(outputs["grad.v"], gradients.values);
    }
  }
  return outputs;
}

Outputs scaled_dot_product(const Case& of, kernels::Architecture architecture) {
  Outputs outputs;
  for (std::size_t b = 0; b < of.find("query")->matrices(); ++b) {
    StreamedHead head{of.find("query")->matrix(b), of.find("key")->matrix(b), of.find("value")->matrix(b), {}};
    head.scale = default_scale(head.queries);
    head.mask = make_mask({.causal = of.flag("is_causal")}, head.queries.shape(0), head.keys.shape(0));
    if (const Tensor* mask = of.find("attn_mask")) {
      if (mask->boolean)
        hide(head.mask, *mask, b, false);
      else
        hide_infinite(head.mask, mask->matrix(b));
    }
    append(outputs["output"], attend(head, architecture));
  }
  return outputs;
}

}  // namespace

void hide_infinite(Mask& mask, const Matrix& bias) {
  for (std::size_t i = 0; i < mask.shape(0); ++i)
    for (std::size_t j = 0; j < bias.shape(1); ++j) {
      const float number = bias(bias.shape(0) == 1 ? 0 : i, j);
      if (number == -std::numeric_limits<float>::infinity())
        mask(i, j) = Hidden::free;
      else if (number != 0.0F)
        throw NotSupported{"a bias"};
    }
}

Outputs stream(const Case& of, kernels::Architecture architecture) {
  if (of.kind == "kv_attention" || of.kind == "adversarial_attention" || of.kind == "grad_kv_attention")
    return key_value(of, architecture);
  if (of.kind == "sdpa") return scaled_dot_product(of, architecture);
  if (of.kind == "mha") return stream_multi_head(of, architecture);
  if (of.kind == "std_attention" || of.kind == "onnx_attention") return stream_onnx(of, architecture);
  throw NotSupported{"kind " + of.kind};
}

}  // namespace golden
