import { Newsletter } from '../../newsletter.jsx'
import { View } from '../../view.jsx'

export default function Page() {
  return (
    <View title="Other" next="/">
      <Newsletter />
    </View>
  )
}
