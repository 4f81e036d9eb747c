// A place on the map, read from the wire.
import { fields, number, text } from './read';

export interface LocationContent {
  latitude: number;
  longitude: number;
  name: string | null;
  address: string | null;
}

export function readLocation(content: unknown): LocationContent | null {
  const { latitude, longitude, name, address } = fields(content);
  const [north, east] = [number(latitude), number(longitude)];
  if (north === null || east === null || Math.abs(north) > 90 || Math.abs(east) > 180) return null;
  return { latitude: north, longitude: east, name: text(name), address: text(address) };
}
