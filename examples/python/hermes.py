"""Lets a user in and publishes: python3 hermes.py outputs.json USER ROOM

Needs: pip install boto3 pyjwt bcrypt. outputs.json is what "hermes outputs --json" prints, with --stack for one on AWS.
"""

import hashlib
import json
import re
import sys
import time
import uuid

import bcrypt
import boto3
import jwt

outputs_file, user, room = sys.argv[1:]
outputs = json.load(open(outputs_file, encoding="utf-8"))

# Of a stack on this machine nothing goes to AWS, whatever profile is set.
local = re.match(r"http://localhost:\d+", outputs["QueueUrl"])
aws = {"endpoint_url": local[0], "region_name": "us-east-1", "aws_access_key_id": "any",
       "aws_secret_access_key": "any"} if local else {}
secrets = boto3.client("secretsmanager", **aws)
dynamodb = boto3.client("dynamodb", **aws)
sqs = boto3.client("sqs", **aws)


def secret(output):
    return secrets.get_secret_value(SecretId=outputs[output])["SecretString"]


def issue_token(user, room, seconds):
    fingerprint = hashlib.sha256((user + secret("PasscodeSecretArn") + room).encode()).hexdigest()
    # An update: putting the item would make good again what was revoked.
    row = dynamodb.update_item(
        TableName=outputs["TokensTableName"], Key={"user_id": {"S": user}, "room_id": {"S": room}},
        UpdateExpression="SET #token = :hash", ExpressionAttributeNames={"#token": "token"},
        ExpressionAttributeValues={":hash": {"S": bcrypt.hashpw(fingerprint.encode(), bcrypt.gensalt(10)).decode()}},
        ReturnValues="ALL_NEW")["Attributes"]
    now = int(time.time())
    issued = max(now, -int(-float(row["valid_from"]["N"]) // 1)) if "valid_from" in row else now
    return jwt.encode({"user_id": user, "room_id": room, "token": fingerprint, "iat": issued, "exp": now + seconds},
                      secret("JwtSecretArn"), algorithm="HS512")


def publish(author, room, data):
    body = {"user_id": author, "room_id": room, "data": data, "id": str(uuid.uuid4())}
    sqs.send_message(QueueUrl=outputs["QueueUrl"], MessageBody=json.dumps(body))


print(issue_token(user, room, 12 * 3600))
publish(user, room, {"type": "greeting", "data": "from Python"})
