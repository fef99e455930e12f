# Lets a user in and publishes: ruby hermes.rb outputs.json USER ROOM
# Needs: gem install aws-sdk-dynamodb aws-sdk-secretsmanager aws-sdk-sqs bcrypt jwt. outputs.json is what
# "hermes outputs --json" prints, with --stack for one on AWS.
require "aws-sdk-dynamodb"
require "aws-sdk-secretsmanager"
require "aws-sdk-sqs"
require "bcrypt"
require "digest"
require "json"
require "jwt"
require "securerandom"

outputs_file, user, room = ARGV
OUTPUTS = JSON.parse(File.read(outputs_file, encoding: "UTF-8"))

# Of a stack on this machine nothing goes to AWS, whatever profile is set.
local = OUTPUTS["QueueUrl"][%r{\Ahttp://localhost:\d+}]
aws = local ? { endpoint: local, region: "us-east-1", access_key_id: "any", secret_access_key: "any" } : {}
SECRETS = Aws::SecretsManager::Client.new(**aws)
DYNAMODB = Aws::DynamoDB::Client.new(**aws)
SQS = Aws::SQS::Client.new(**aws)

def secret(output)
  SECRETS.get_secret_value(secret_id: OUTPUTS[output]).secret_string
end

def issue_token(user, room, seconds)
  fingerprint = Digest::SHA256.hexdigest("#{user}#{secret('PasscodeSecretArn')}#{room}")
  # An update: putting the item would make good again what was revoked.
  row = DYNAMODB.update_item(
    table_name: OUTPUTS["TokensTableName"], key: { "user_id" => user, "room_id" => room },
    update_expression: "SET #token = :hash", expression_attribute_names: { "#token" => "token" },
    expression_attribute_values: { ":hash" => BCrypt::Password.create(fingerprint, cost: 10).to_s },
    return_values: "ALL_NEW"
  ).attributes
  now = Time.now.to_i
  issued = [now, (row["valid_from"] || 0).ceil].max
  claims = { user_id: user, room_id: room, token: fingerprint, iat: issued, exp: now + seconds }
  JWT.encode(claims, secret("JwtSecretArn"), "HS512")
end

def publish(author, room, data)
  body = { user_id: author, room_id: room, data: data, id: SecureRandom.uuid }
  SQS.send_message(queue_url: OUTPUTS["QueueUrl"], message_body: JSON.generate(body))
end

puts issue_token(user, room, 12 * 3600)
publish(user, room, { type: "greeting", data: "from Ruby" })
