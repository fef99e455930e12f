# Stands in for the three gems of the AWS SDK that examples/ruby needs, where RubyGems cannot be reached: sends what the
# examples say to the local stack, and refuses any other endpoint.
require "bigdecimal"
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
      refused(operation, answer) unless answer.is_a?(Net::HTTPOK)
      JSON.parse(answer.body)
    end

    def refused(operation, answer)
      raise "#{operation}: #{answer.code} #{answer.body}"
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
    module Errors
      class ConditionalCheckFailedException < RuntimeError; end
    end

    class Client < StandIn
      SERVICE = "dynamodb"
      TARGET = "DynamoDB_20120810"
      TYPE = "application/x-amz-json-1.0"

      def update_item(table_name:, key:, update_expression:, expression_attribute_names:,
                      expression_attribute_values:, return_values:)
        row = call("UpdateItem", TableName: table_name, Key: typed(key), UpdateExpression: update_expression,
                   ExpressionAttributeNames: expression_attribute_names,
                   ExpressionAttributeValues: typed(expression_attribute_values), ReturnValues: return_values)
        Struct.new(:attributes).new(plain(row["Attributes"]))
      end

      def get_item(table_name:, key:, consistent_read:)
        found = call("GetItem", TableName: table_name, Key: typed(key), ConsistentRead: consistent_read)["Item"]
        Struct.new(:item).new(found && plain(found))
      end

      def put_item(table_name:, item:, condition_expression: nil, expression_attribute_values: nil)
        call("PutItem", { TableName: table_name, Item: typed(item), ConditionExpression: condition_expression,
                          ExpressionAttributeValues: expression_attribute_values && typed(expression_attribute_values) }.compact)
      end

      private

      def refused(operation, answer)
        raise Errors::ConditionalCheckFailedException, operation if answer.body.include?("ConditionalCheckFailed")

        super
      end

      def typed(members)
        members.transform_values do |value|
          case value
          when String then { "S" => value }
          # As the gem does, which gives 0 back as 0.0.
          when Numeric then { "N" => value.to_s }
          when Array then { "L" => value.map { |one| typed("one" => one)["one"] } }
          else { "M" => typed(value) }
          end
        end
      end

      def plain(members)
        members.transform_values do |value|
          type, content = value.first
          case type
          when "S" then content
          when "N" then BigDecimal(content)
          when "L" then content.map { |one| plain("one" => one)["one"] }
          when "M" then plain(content)
          end
        end
      end
    end
  end
end
