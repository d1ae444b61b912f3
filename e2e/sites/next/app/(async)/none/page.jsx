import { Newsletter } from '../../newsletter-without-isolation.jsx'
import { View } from '../../view.jsx'

export default function Page() {
  return (
    <View title="Letters" next="/none/other">
      <Newsletter />
    </View>
  )
}
