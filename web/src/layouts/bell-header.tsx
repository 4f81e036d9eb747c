// The bell where there is no rail: at the head of the list on phones.
import { BellButton } from './bell';

export default function BellHeader() {
  return <BellButton look="header" />;
}
