# The tutorial's own recipe of 2019, unchanged in what it writes: numbers as ids, a row that is put anew, no "iat".
# ruby tutorial.rb outputs.json USER ROOM; see hermes.rb for what it needs, and for what a backend writes today.
require "aws-sdk-dynamodb"
require "aws-sdk-secretsmanager"
require "aws-sdk-sqs"
require "bcrypt"
require "digest"
require "json"
require "jwt"

outputs_file, user_id, room_id = ARGV
outputs = JSON.parse(File.read(outputs_file, encoding: "UTF-8"))
local = outputs["QueueUrl"][%r{\Ahttp://localhost:\d+}]
aws = local ? { endpoint: local, region: "us-east-1", access_key_id: "any", secret_access_key: "any" } : {}
secrets = Aws::SecretsManager::Client.new(**aws)
passcode, key = %w[PasscodeSecretArn JwtSecretArn].map { |name| secrets.get_secret_value(secret_id: outputs[name]).secret_string }

# generate_token
token = Digest::SHA256.hexdigest("#{user_id}#{passcode}#{room_id}")
Aws::DynamoDB::Client.new(**aws).put_item(
  table_name: outputs["TokensTableName"],
  item: { "user_id" => user_id, "room_id" => room_id, "token" => BCrypt::Password.create(token, cost: 10).to_s }
)
puts JWT.encode({ user_id: user_id.to_i, room_id: room_id.to_i, token: token, exp: Time.now.to_i + 3600 }, key, "HS512")

# sqs.send_message(params)
params = {
  queue_url: outputs["QueueUrl"],
  message_body: JSON.generate(user_id: user_id.to_i, room_id: room_id.to_i, data: { type: "greeting", data: "from the tutorial" })
}
Aws::SQS::Client.new(**aws).send_message(params)
