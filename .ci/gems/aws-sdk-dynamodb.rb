require_relative "stand_in"
