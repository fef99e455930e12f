package hermes.local;

final class PlaceholderTest {}
