import { View } from '../../view.jsx'

export default function Page() {
  return <View title="Other" next="/" />
}
