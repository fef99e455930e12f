"""How CloudWatch evaluates an alarm, minute by minute, from streams of metrics.

A stream is a list with a value for each minute, or None where nothing was sent. It is found by namespace, name and
dimensions; what nobody sends is empty.
"""

import fnmatch
import functools
import json
import re

LEVELS = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"]


def key(metric):
    """By which a metric is found among streams."""
    dimensions = {d["Name"]: d["Value"] for d in metric.get("Dimensions", [])}
    return metric["Namespace"], metric["MetricName"], tuple(sorted(dimensions.items()))


def metrics_of(alarm):
    """What an alarm looks at, by the ids of its expression; or by the empty id, if it looks at one."""
    if "Metrics" not in alarm:
        return {"": alarm}
    return {m["Id"]: m["MetricStat"]["Metric"] for m in alarm["Metrics"] if "MetricStat" in m}


class Series(list):
    """A stream in an expression. Arithmetic takes what is missing for 0, if it is not missing on both sides."""

    def __add__(self, other):
        return Series(self.plus(a, b) for a, b in zip(self, other))

    def __sub__(self, other):
        return self + Series(None if b is None else -b for b in other)

    @staticmethod
    def plus(one, other):
        """A value, unless there is none on either side."""
        return None if one is None and other is None else (one or 0) + (other or 0)


def fill(series, value):
    """FILL of the metric math."""
    return Series(value if v is None else v for v in series)


def most(several):
    """MAX of the metric math."""
    return Series(max(values) for values in zip(*several))


def evaluated(alarm, streams, minutes):
    """The series that an alarm compares with its threshold."""
    ids = {i: Series(streams.get(key(m), [None] * minutes)) for i, m in metrics_of(alarm).items()}
    if "" in ids:
        return ids[""]
    [expression] = [m["Expression"] for m in alarm["Metrics"] if "Expression" in m]
    return eval(expression, {"FILL": fill, "MAX": most, "__builtins__": {}}, ids)  # pylint: disable=eval-used


def states(alarm, streams, minutes):
    """For each minute whether the alarm is on. It begins as off."""
    series = evaluated(alarm, streams, minutes)
    # Whatever TreatMissingData says of them.
    ignores = {m["Namespace"] for m in metrics_of(alarm).values()} == {"AWS/DynamoDB"}
    on, told = False, []
    for minute in range(minutes):
        window = series[max(0, minute - alarm["EvaluationPeriods"] + 1) : minute + 1]
        if not (ignores and None in window):
            breaching = sum(1 for value in window if value is not None and value > alarm["Threshold"])
            on = breaching >= alarm["DatapointsToAlarm"]
        elif sum(1 for value in window if value is not None and value > alarm["Threshold"]) >= alarm["DatapointsToAlarm"]:
            on = True
        told.append(on)
    return told


def matches(pattern, line):
    """Whether a metric filter of JSON finds a line: comparisons of texts, joined by && and ||."""
    return matches_text(pattern, json.dumps(line))


@functools.cache
def matches_text(pattern, text):
    """The same once for each, as a flood consists of lines that are alike."""
    line = json.loads(text)

    def compared(found):
        value = line
        for name in found.group(1).split("."):
            value = value.get(name) if isinstance(value, dict) else None
        same = value is not None and fnmatch.fnmatchcase(str(value), found.group(3))
        return str(same if found.group(2) == "=" else value is not None and not same)

    expression = re.sub(r'\$\.([\w.]+)\s*(!?=)\s*"([^"]*)"', compared, pattern.strip().strip("{}"))
    return eval(expression.replace("&&", " and ").replace("||", " or ").strip())  # pylint: disable=eval-used


def passes(line, least):
    """Whether Lambda hands a line of JSON on: one without a known level, or without a time, counts as INFO.

    https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
    """
    level = str(line.get("level", "")).upper() if "timestamp" in line else "INFO"
    return LEVELS.index(level if level in LEVELS else "INFO") >= LEVELS.index(least)
