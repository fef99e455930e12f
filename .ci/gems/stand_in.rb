# Stands in for the three gems of the AWS SDK that examples/ruby needs, where RubyGems cannot be reached: sends what the
# example says to the local stack, and refuses any other endpoint.
require "json"
require "net/http"

module Aws
  class StandIn
    def initialize(endpoint:, region:, access_key_id:, secret_access_key:)
      raise "#{endpoint} is not this machine" unless endpoint.match?(%r{\Ahttp://localhost:\d+\z})

      @uri = URI("#{endpoint}/")
      @scope = "Credential=#{access_key_id}/20260101/#{region}/#{self.class::SERVICE}/aws4_request"
    end

    def call(operation, parameters)
      head = { "X-Amz-Target" => "#{self.class::TARGET}.#{operation}", "Content-Type" => self.class::TYPE,
               "X-Amz-Date" => "20260101T000000Z",
               "Authorization" => "AWS4-HMAC-SHA256 #{@scope}, SignedHeaders=host, Signature=none" }
      answer = Net::HTTP.post(@uri, JSON.generate(parameters), head)
      raise "#{operation}: #{answer.code} #{answer.body}" unless answer.is_a?(Net::HTTPOK)

      JSON.parse(answer.body)
    end
  end

  module SecretsManager
    class Client < StandIn
      SERVICE = "secretsmanager"
      TARGET = "secretsmanager"
      TYPE = "application/x-amz-json-1.1"

      def get_secret_value(secret_id:)
        Struct.new(:secret_string).new(call("GetSecretValue", SecretId: secret_id)["SecretString"])
      end
    end
  end

  module SQS
    class Client < StandIn
      SERVICE = "sqs"
      TARGET = "AmazonSQS"
      TYPE = "application/x-amz-json-1.0"

      def send_message(message)
        call("SendMessage", QueueUrl: message[:queue_url], MessageBody: message[:message_body])
      end
    end
  end

  module DynamoDB
    class Client < StandIn
      SERVICE = "dynamodb"
      TARGET = "DynamoDB_20120810"
      TYPE = "application/x-amz-json-1.0"

      def update_item(table_name:, key:, update_expression:, expression_attribute_names:,
                      expression_attribute_values:, return_values:)
        row = call("UpdateItem", TableName: table_name, Key: typed(key), UpdateExpression: update_expression,
                   ExpressionAttributeNames: expression_attribute_names,
                   ExpressionAttributeValues: typed(expression_attribute_values), ReturnValues: return_values)
        plain = row["Attributes"].transform_values { |value| value["S"] || value["N"].to_r }
        Struct.new(:attributes).new(plain)
      end

      def put_item(table_name:, item:)
        call("PutItem", TableName: table_name, Item: typed(item))
      end

      private

      def typed(texts)
        texts.transform_values { |text| { "S" => text } }
      end
    end
  end
end
