# Writes ruby.json with the gem jwt: apt-get install ruby-jwt && ruby ruby.rb > ruby.json
require "json"
require "jwt"

keys = []
tokens = []
curves = { "ES256" => "prime256v1", "ES384" => "secp384r1", "ES512" => "secp521r1" }
%w[RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512].each do |alg|
  key = curves[alg] ? OpenSSL::PKey::EC.generate(curves[alg]) : OpenSSL::PKey::RSA.generate(2048)
  kid = "ruby-#{alg}"
  keys << JWT::JWK.new(key, kid).export.merge(use: "sig", alg: alg)
  claims = { iss: "https://id.example.com", sub: "7", aud: "web", exp: 4_102_444_800, room: "acme" }
  tokens << { alg: alg, token: JWT.encode(claims, key, alg, { kid: kid }) }
end
puts JSON.pretty_generate(library: "ruby-jwt #{JWT.gem_version}", keys: keys, tokens: tokens)
