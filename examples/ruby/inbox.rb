# Puts something into a user's inbox, and marks it as read: ruby inbox.rb outputs.json USER ROOM
# Needs: gem install aws-sdk-dynamodb aws-sdk-sqs. outputs.json is what "hermes outputs --json" prints, with --stack for
# one on AWS.
require "aws-sdk-dynamodb"
require "aws-sdk-sqs"
require "json"

outputs_file, user, room = ARGV
OUTPUTS = JSON.parse(File.read(outputs_file, encoding: "UTF-8"))

# Of a stack on this machine nothing goes to AWS, whatever profile is set.
local = OUTPUTS["QueueUrl"][%r{\Ahttp://localhost:\d+}]
aws = local ? { endpoint: local, region: "us-east-1", access_key_id: "any", secret_access_key: "any" } : {}
DYNAMODB = Aws::DynamoDB::Client.new(**aws)
SQS = Aws::SQS::Client.new(**aws)
STATES, STORED = OUTPUTS.values_at("InboxStatesTableName", "NotificationsTableName")
Refused = Aws::DynamoDB::Errors::ConditionalCheckFailedException

def key(*parts) = { "stream" => parts.map { |part| part.gsub("%", "%25").gsub("#", "%23") }.join("#"), "offset" => 0 }

def found(table, key) = DYNAMODB.get_item(table_name: table, key: key, consistent_read: true).item

def send_body(body) = SQS.send_message(queue_url: OUTPUTS["QueueUrl"], message_body: JSON.generate(body))

def publish(room, users, data, id)
  send_body({ user_id: "backend", room_id: room, to: users, data: data, id: id, inbox: true })
end

def enroll(user, room)
  head = found(STORED, key("announcements", room)) || { "epoch" => "", "head" => 0 }
  stream = ->(epoch, floor) { { "epoch" => epoch, "floor" => floor, "seen" => floor, "read" => "", "archived" => "" } }
  state = { "user_id" => user, "room_id" => room, "version" => 1, "refs" => [],
            "inbox" => stream["", 0], "announcements" => stream[head["epoch"], head["head"].to_i] }
  DYNAMODB.put_item(table_name: STATES, item: state, condition_expression: "attribute_not_exists(version)")
rescue Refused # The user has one.
end

# Whether there was something to mark: not before it is appended.
def mark_read(user, room, id)
  published, state = found(STORED, key("id", "inbox", room, user, id)), found(STATES, { "user_id" => user, "room_id" => room })
  return false unless published && state && ["", published["epoch"]].include?(state["inbox"]["epoch"])

  inbox = state["inbox"].merge("epoch" => published["epoch"], "read" => "#{state['inbox']['read']},#{published['first'].to_i}")
  DYNAMODB.put_item(table_name: STATES, item: state.merge("inbox" => inbox, "version" => state["version"] + 1),
                    condition_expression: "version = :read", expression_attribute_values: { ":read" => state["version"] })
  send_body({ hermes: { version: 1, job: "state", room: room, user: user } }) # Tells the user's open pages.
  true
rescue Refused # A device has marked something meanwhile: again, over what it has stored.
  retry
end

enroll(user, room)
publish(room, [user], { type: "task", title: "Please sign" }, "sign-1")
sleep 0.2 until mark_read(user, room, "sign-1")
