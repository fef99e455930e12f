"""Puts something into a user's inbox, and marks it as read: python3 inbox.py outputs.json USER ROOM

Needs: pip install boto3. outputs.json is what "hermes outputs --json" prints, with --stack for one on AWS.
"""

import json
import re
import sys
import time

import boto3

outputs_file, user, room = sys.argv[1:]
outputs = json.load(open(outputs_file, encoding="utf-8"))

# Of a stack on this machine nothing goes to AWS, whatever profile is set.
local = re.match(r"http://localhost:\d+", outputs["QueueUrl"])
aws = {"endpoint_url": local[0], "region_name": "us-east-1", "aws_access_key_id": "any",
       "aws_secret_access_key": "any"} if local else {}
sqs, dynamodb = boto3.client("sqs", **aws), boto3.resource("dynamodb", **aws)
states, stored = (dynamodb.Table(outputs[name]) for name in ("InboxStatesTableName", "NotificationsTableName"))
Refused = dynamodb.meta.client.exceptions.ConditionalCheckFailedException


def key(*parts):
    return {"stream": "#".join(part.replace("%", "%25").replace("#", "%23") for part in parts), "offset": 0}


def found(table, key):
    return table.get_item(Key=key, ConsistentRead=True).get("Item")


def send(body):
    sqs.send_message(QueueUrl=outputs["QueueUrl"], MessageBody=json.dumps(body))


def publish(room, users, data, id):
    send({"user_id": "backend", "room_id": room, "to": users, "data": data, "id": id, "inbox": True})


def enroll(user, room):
    head = found(stored, key("announcements", room)) or {"epoch": "", "head": 0}
    inbox, announcements = ({"epoch": epoch, "floor": floor, "seen": floor, "read": "", "archived": ""}
                            for epoch, floor in (("", 0), (head["epoch"], head["head"])))
    state = {"user_id": user, "room_id": room, "version": 1, "refs": [], "inbox": inbox, "announcements": announcements}
    try:
        states.put_item(Item=state, ConditionExpression="attribute_not_exists(version)")
    except Refused:
        pass  # The user has one.


def mark_read(user, room, id):
    """Whether there was something to mark: not before it is appended."""
    published, state = found(stored, key("id", "inbox", room, user, id)), found(states, {"user_id": user, "room_id": room})
    if not published or not state or state["inbox"]["epoch"] not in ("", published["epoch"]):
        return False
    inbox = {**state["inbox"], "epoch": published["epoch"], "read": f'{state["inbox"]["read"]},{published["first"]}'}
    try:
        states.put_item(Item={**state, "inbox": inbox, "version": state["version"] + 1},
                        ConditionExpression="version = :read", ExpressionAttributeValues={":read": state["version"]})
    except Refused:
        return mark_read(user, room, id)  # A device has marked something meanwhile: again, over what it has stored.
    send({"hermes": {"version": 1, "job": "state", "room": room, "user": user}})  # Tells the user's open pages.
    return True


enroll(user, room)
publish(room, [user], {"type": "task", "title": "Please sign"}, "sign-1")
while not mark_read(user, room, "sign-1"):
    time.sleep(0.2)
