"""Which alarm goes off, and which recovers: idle, under a flood, under faults. Needs aws-sam-translator."""

import unittest

from cloudwatch import evaluated, key, matches, metrics_of, passes, states
from stack import Stack, template

MINUTES = 60
FAULT = range(20, 30)
QUIET = 5  # minutes until an alarm has to be off again
STACK = Stack(template(), {"Environment": "production", "AlarmEmail": "ops@example.com", "AccessLogs": "on"})
ALARMS = STACK.of_type("AWS::CloudWatch::Alarm")

# As Lambda writes them into the authorizer's log group.
NO_TOKEN = {"level": "ERROR", "timestamp": "2026-11-30T12:00:00Z",
            "message": "Unauthorized: hermes.authorizer.UnauthorizedException\n\tat hermes.authorizer"}
NO_TOKEN_REPORT = {"type": "platform.report", "record": {
    "status": "error", "errorType": "hermes.authorizer.UnauthorizedException"}}
FAULTS = {
    "an exception": {"level": "ERROR", "timestamp": "2026-11-30T12:00:00Z",
                     "message": "Secret x cannot be read: hermes.authorizer.SecretUnavailableException"},
    "a time-out": {"type": "platform.report", "record": {"status": "timeout"}},
    "an exit": {"type": "platform.report", "record": {"status": "error", "errorType": "Runtime.ExitError"}},
    "a failed start": {"type": "platform.initReport", "record": {"status": "error", "errorType": "Runtime.ExitError"}},
    "a failed restore": {"type": "platform.restoreReport", "record": {"status": "error"}},
}
HARMLESS = {
    "a handshake without token": NO_TOKEN,
    "its report": NO_TOKEN_REPORT,
    "a refused token": {"level": "WARN", "timestamp": "2026-11-30T12:00:00Z", "message": "Denied: expired"},
    "a success": {"type": "platform.report", "record": {"status": "success"}},
    "a start": {"type": "platform.initReport", "record": {"status": "success"}},
}


def stream(minutes, value, otherwise=None):
    """A value in these minutes, and nothing or another in the others."""
    return [value if minute in minutes else otherwise for minute in range(MINUTES)]


def metric(alarm, index=0):
    """The key of what an alarm looks at, the first of several."""
    return key(list(metrics_of(ALARMS[alarm]).values())[index])


def lambda_errors(function, values):
    """Lambda's own metric."""
    return {("AWS/Lambda", "Errors", (("FunctionName", f"acme-{function}-XXXXXXXXXXXX"),)): values}


def by_filter(name, lines_of_minute):
    """The metric that a filter makes of the lines of each minute; its default stands where a line did not match."""
    pattern = STACK.of_type("AWS::Logs::MetricFilter")[name]["FilterPattern"]
    values = [sum(matches(pattern, line) for line in lines) if lines else None for lines in lines_of_minute]
    return {("Hermes/acme", name, ()): values}


class Idle(unittest.TestCase):
    """Nothing happens: queues send zeros, and all else is missing."""

    def test_nothing_goes_off(self):
        zeros = {key(m): [0.0] * MINUTES for a in ALARMS.values() for m in metrics_of(a).values()
                 if m["Namespace"] == "AWS/SQS"}
        for streams in ({}, zeros):
            for name, alarm in ALARMS.items():
                self.assertNotIn(True, states(alarm, streams, MINUTES), name)


class Faults(unittest.TestCase):
    """Each metric of each alarm, one at a time, for ten minutes."""

    def test_every_metric_that_an_alarm_looks_at_sets_it_off_and_it_recovers(self):
        for name, alarm in ALARMS.items():
            for looked_at in metrics_of(alarm).values():
                told = states(alarm, {key(looked_at): stream(FAULT, 1000.0)}, MINUTES)
                self.assertIn(True, told[FAULT.start:FAULT.stop], (name, looked_at))
                self.assertNotIn(True, told[: FAULT.start] + told[FAULT.stop + QUIET :], (name, looked_at))

    def test_one_bad_minute_wakes_nobody_but_for_what_lies_until_somebody_looks(self):
        waking = {name for name, alarm in ALARMS.items() for looked_at in metrics_of(alarm).values()
                  if True in states(alarm, {key(looked_at): stream(range(20, 21), 1000.0)}, MINUTES)}

        self.assertEqual({"DeadLettersAlarm"}, waking)

    def test_every_table_and_index_is_looked_at(self):
        looked_at = {key(m)[1:] for a in ALARMS.values() for m in metrics_of(a).values() if m["Namespace"] == "AWS/DynamoDB"}
        for table, properties in STACK.of_type("AWS::DynamoDB::Table").items():
            for index in [None, *(i["IndexName"] for i in properties.get("GlobalSecondaryIndexes", []))]:
                dimensions = {"TableName": f"acme-{table}-XXXXXXXXXXXX"}
                if index:
                    dimensions["GlobalSecondaryIndexName"] = index
                for kind in ("ReadThrottleEvents", "WriteThrottleEvents"):
                    self.assertIn((kind, tuple(sorted(dimensions.items()))), looked_at)

    def test_alarm_calculates_with_no_more_metrics_than_cloudwatch_allows(self):
        for name, alarm in ALARMS.items():
            self.assertLessEqual(len(metrics_of(alarm)), 10, name)
            self.assertEqual(MINUTES, len(evaluated(alarm, {}, MINUTES)), name)


class Authorizer(unittest.TestCase):
    """Lambda counts an error for each handshake without a token, which anybody can make."""

    def test_filter_finds_faults_and_nothing_else(self):
        pattern = STACK.of_type("AWS::Logs::MetricFilter")["AuthorizerFaults"]["FilterPattern"]
        for what, line in FAULTS.items():
            self.assertTrue(matches(pattern, line), what)
        for what, line in HARMLESS.items():
            self.assertFalse(matches(pattern, line), what)

    def test_flood_without_tokens_wakes_nobody(self):
        lines = [[NO_TOKEN, NO_TOKEN_REPORT] * 600 if minute in FAULT else [] for minute in range(MINUTES)]
        streams = {**by_filter("AuthorizerFaults", lines), **by_filter("HandshakesWithoutToken", lines),
                   **lambda_errors("AuthorizerFunction", stream(FAULT, 600.0))}
        for name, alarm in ALARMS.items():
            self.assertNotIn(True, states(alarm, streams, MINUTES), name)

    def test_each_fault_wakes_somebody_under_a_flood_as_well(self):
        for what, line in FAULTS.items():
            lines = [[NO_TOKEN] * 600 + ([line] if minute in FAULT else []) for minute in range(MINUTES)]
            told = states(ALARMS["AuthorizerErrorsAlarm"], by_filter("AuthorizerFaults", lines), MINUTES)
            self.assertTrue(told[FAULT.stop - 1], what)
            self.assertFalse(told[FAULT.stop + QUIET], what)


class LogLevels(unittest.TestCase):
    """Alarms that count lines survive whatever LogLevel is."""

    def test_lines_of_metrics_pass(self):
        emf = {"_aws": {"CloudWatchMetrics": [], "Timestamp": 1}, "Poison": 1}
        for level in template()["Parameters"]["LogLevel"]["AllowedValues"]:
            created = Stack(template(), {"Environment": "production", "AlarmEmail": "nobody", "LogLevel": level})
            functions = created.of_type("AWS::Lambda::Function")
            sending = functions["SendMessageFunction"]["LoggingConfig"]["ApplicationLogLevel"]
            self.assertTrue(passes(emf, sending), level)
            self.assertEqual(level, functions["SendMessageFunction"]["Environment"]["Variables"]["LOG_LEVEL"])

    def test_faults_of_the_authorizer_pass(self):
        for level in template()["Parameters"]["LogLevel"]["AllowedValues"]:
            self.assertTrue(passes(FAULTS["an exception"], level), level)


if __name__ == "__main__":
    unittest.main()
