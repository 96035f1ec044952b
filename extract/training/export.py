"""A trained tagger as an ONNX graph for onnxruntime: weights in 8 bits, one scale a column; sums and norms in 32.

The graph reads one sentence at a time. Activations are quantised by the range of what is read together, so another
sentence beside it would change what a sentence gives; alone, the same sentence always gives the same scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from extract.training.network import EPSILON, HEADS, Layer, Tagger

Array = NDArray[Any]
LEVELS = 127
_DOMAIN = "com.microsoft"


class _Graph:
    """Nodes and stored tensors in the order of their making."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.stored: list[onnx.TensorProto] = []

    def store(self, name: str, value: Array) -> str:
        self.stored.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: Sequence[str], name: str, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, domain=domain, **attributes))
        return name

    def split(self, x: str, names: Sequence[str], size: int) -> Sequence[str]:
        sizes = self.store(f"{names[0]}_sizes", np.array([size] * len(names), dtype=np.int64))
        self.nodes.append(helper.make_node("Split", [x, sizes], list(names), axis=-1))
        return names


def export(tagger: Tagger, path: Path) -> None:
    """Writes the graph: inputs `pieces`, `positions`, `cases`, `rules` (1 by pieces) and `first` (words), output
    `scores` (words by tags) and `vectors` (words by what the head of pairs reads)."""
    graph = _Graph()
    x = _embedded(graph, tagger)
    for number, layer in enumerate(tagger.layers):
        x = _layer(graph, layer, x, f"layer{number}")
    words = graph.node("Gather", [x, "first"], "words", axis=1)
    scored = graph.node("MatMul", [words, graph.store("head", _numbers(tagger.head.weight).T)], "scored")
    biased = graph.node("Add", [scored, graph.store("head_bias", _numbers(tagger.head.bias))], "biased")
    graph.node("Squeeze", [biased, graph.store("one", np.array([0], dtype=np.int64))], "scores")
    narrowed = graph.node("MatMul", [words, graph.store("narrow", _numbers(tagger.narrow.weight).T)], "narrowed")
    shifted = graph.node("Add", [narrowed, graph.store("narrow_bias", _numbers(tagger.narrow.bias))], "shifted")
    graph.node("Squeeze", [shifted, "one"], "vectors")
    sentence = ("pieces", "positions", "cases", "rules")
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "pieces"]) for name in sentence]
    inputs.append(helper.make_tensor_value_info("first", TensorProto.INT64, ["words"]))
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["words", size])
        for name, size in (("scores", tagger.head.out_features), ("vectors", tagger.narrow.out_features))
    ]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "names", inputs, outputs, graph.stored),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(_DOMAIN, 1)],
        ir_version=9,
    )
    path.write_bytes(model.SerializeToString(deterministic=True))


def _numbers(tensor: Tensor) -> Array:
    numbers: Array = tensor.detach().numpy().astype(np.float32)
    return numbers


def quantised(weights: Array, axis: int) -> tuple[Array, Array]:
    """8-bit whole numbers and one scale for each row (axis 1) or column (axis 0): their product is the weights."""
    scale = np.maximum(np.abs(weights).max(axis=axis), 1e-8) / LEVELS
    steps = np.clip(np.rint(weights / np.expand_dims(scale, axis)), -LEVELS, LEVELS)
    return steps.astype(np.int8), scale.astype(np.float32)


def _embedded(graph: _Graph, tagger: Tagger) -> str:
    found = []
    for name in ("pieces", "positions", "cases", "rules"):
        steps, scale = quantised(_numbers(getattr(tagger, name).weight), axis=1)
        table = graph.node("Gather", [graph.store(f"{name}_table", steps), name], f"{name}_steps")
        scales = graph.node("Gather", [graph.store(f"{name}_scale", scale[:, None]), name], f"{name}_scales")
        wide = graph.node("Cast", [table], f"{name}_wide", to=TensorProto.FLOAT)
        found.append(graph.node("Mul", [wide, scales], f"{name}_vector"))
    both = graph.node("Add", found[:2], "added0")
    three = graph.node("Add", [both, found[2]], "added1")
    return _norm(graph, tagger.norm, [graph.node("Add", [three, found[3]], "added2")], "embedded")


def _layer(graph: _Graph, layer: nn.Module, x: str, name: str) -> str:
    assert isinstance(layer, Layer)
    parts = [f"{name}_{part}" for part in ("query", "key", "value")]
    graph.split(_product(graph, layer.attend, x, f"{name}_attend"), parts, layer.mix.in_features)
    seen = graph.node("MultiHeadAttention", parts, f"{name}_seen", domain=_DOMAIN, num_heads=HEADS)
    mixed = _product(graph, layer.mix, seen, f"{name}_mix")
    x = _norm(graph, layer.mix_norm, [x, mixed], f"{name}_mixed")
    grown = graph.node("Gelu", [_product(graph, layer.grow, x, f"{name}_grow")], f"{name}_gelu", domain=_DOMAIN)
    return _norm(graph, layer.norm, [x, _product(graph, layer.shrink, grown, f"{name}_shrink")], f"{name}_out")


def _product(graph: _Graph, linear: nn.Linear, x: str, name: str) -> str:
    steps, scale = quantised(_numbers(linear.weight).T, axis=0)
    stored = [
        graph.store(f"{name}_weights", steps),
        graph.store(f"{name}_scale", scale),
        graph.store(f"{name}_zero", np.zeros(steps.shape[1], dtype=np.int8)),
        graph.store(f"{name}_bias", _numbers(linear.bias)),
    ]
    return graph.node("DynamicQuantizeMatMul", [x, *stored], name, domain=_DOMAIN)


def _norm(graph: _Graph, norm: nn.LayerNorm, summed: Sequence[str], name: str) -> str:
    """The normalised sum, in single steps: onnxruntime's own node takes three times as long on a CPU."""
    x = graph.node("Add", summed, f"{name}_sum") if len(summed) > 1 else summed[0]
    mean = graph.node("ReduceMean", [x], f"{name}_mean", axes=[-1], keepdims=1)
    centred = graph.node("Sub", [x, mean], f"{name}_centred")
    square = graph.node("Mul", [centred, centred], f"{name}_square")
    variance = graph.node("ReduceMean", [square], f"{name}_variance", axes=[-1], keepdims=1)
    least = graph.store(f"{name}_least", np.array(EPSILON, dtype=np.float32))
    spread = graph.node("Sqrt", [graph.node("Add", [variance, least], f"{name}_above")], f"{name}_spread")
    even = graph.node("Div", [centred, spread], f"{name}_even")
    gained = graph.node("Mul", [even, graph.store(f"{name}_gain", _numbers(norm.weight))], f"{name}_gained")
    return graph.node("Add", [gained, graph.store(f"{name}_shift", _numbers(norm.bias))], name)
