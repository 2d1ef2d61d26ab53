"""The OCR models in rapidocr's wheel, run without its wrapper: one thread, each loaded once a process when needed."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

Task = Literal["det", "rec", "cls"]
ONE = {"INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1}


def answer(task: Task, batch: Any) -> Any:
    """Run the model that finds lines (det), reads them (rec) or tells their upper side (cls).

    `batch` is float32, n × 3 × height × width, grey values from -1 to 1; returns the model's only output.
    """
    return _model(task)(batch)


@cache
def alphabet() -> tuple[str, ...]:
    """Return the characters of the reading model by class; class 0 is the blank between characters."""
    return ("", *_session("rec").get_modelmeta().custom_metadata_map["character"].splitlines(), " ")


def scaled(grey: Any, width: int, height: int) -> Any:
    """Bring a grey picture to a size and its values to -1…1 (float32, height × width)."""
    import cv2
    import numpy as np

    smaller = width * height < grey.size
    small = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR)
    return small.astype(np.float32) / 127.5 - 1


@cache
def _model(task: Task) -> Callable[[Any], Any]:
    return _by_openvino(task) or _by_onnxruntime(task)


def _by_openvino(task: Task) -> Callable[[Any], Any] | None:
    """Return the model on OpenVINO where that is installed and the processor has bf16: nearly twice as fast."""
    if find_spec("openvino") is None:
        return None
    core = import_module("openvino").Core()
    if "BF16" not in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        return None
    settings = {**ONE, "INFERENCE_PRECISION_HINT": "bf16"}
    request = core.compile_model(core.read_model(_file(task)), "CPU", settings).create_infer_request()

    def run(batch: Any) -> Any:
        request.infer([batch])
        return request.get_output_tensor().data.copy()

    return run


def _by_onnxruntime(task: Task) -> Callable[[Any], Any]:
    session = _session(task)
    name = session.get_inputs()[0].name
    return lambda batch: session.run(None, {name: batch})[0]


@cache
def _session(task: Task) -> Any:
    os.putenv("ORT_DISABLE_TELEMETRY", "1")  # official builds since 1.29 tell their maker about every session
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = True  # a tenth to a quarter faster than without
    options.enable_mem_pattern = False  # one plan for each size of picture: no gain, and hundreds of megabytes
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(_file(task)), options, providers=["CPUExecutionProvider"])


def _file(task: Task) -> Path:
    spec = find_spec("rapidocr")
    places = spec.submodule_search_locations if spec else None
    models = sorted(model for place in places or () for model in Path(place, "models").glob(f"*_{task}_*.onnx"))
    if not models:
        raise FileNotFoundError(f"rapidocr has no {task} model; install it again")
    return models[-1]
