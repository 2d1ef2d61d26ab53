"""The OCR models in rapidocr's wheel, run without its wrapper: one thread, each loaded once a process when needed."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

Task = Literal["det", "rec", "cls"]


@cache
def session(task: Task) -> Any:
    """Return this process's model that finds lines (det), reads them (rec) or tells their upper side (cls)."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = True  # a tenth to a quarter faster than without
    options.enable_mem_pattern = False  # one plan for each size of picture: no gain, and hundreds of megabytes
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(_file(task)), options, providers=["CPUExecutionProvider"])


def answer(task: Task, batch: Any) -> Any:
    """Run a model on a float32 batch (n × 3 × height × width, grey values from -1 to 1) and return its only output."""
    model = session(task)
    return model.run(None, {model.get_inputs()[0].name: batch})[0]


@lru_cache(maxsize=1)
def alphabet() -> tuple[str, ...]:
    """Return the characters of the reading model by class; class 0 is the blank between characters."""
    characters = session("rec").get_modelmeta().custom_metadata_map["character"].splitlines()
    return ("", *characters, " ")


def scaled(grey: Any, width: int, height: int) -> Any:
    """Bring a grey picture to a size and its values to -1…1 (float32, height × width)."""
    import cv2
    import numpy as np

    smaller = width * height < grey.size
    small = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR)
    return small.astype(np.float32) / 127.5 - 1


def _file(task: Task) -> Path:
    spec = find_spec("rapidocr")
    places = spec.submodule_search_locations if spec else None
    found = sorted(Path(place) / "models" / "" for place in places or ())
    models = sorted(model for folder in found for model in folder.glob(f"*_{task}_*.onnx"))
    if not models:
        raise FileNotFoundError(f"rapidocr has no {task} model; install it again")
    return models[-1]
